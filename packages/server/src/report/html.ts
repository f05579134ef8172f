/** Markup that is safe to place in the page; made only by {@link html} and {@link trusted}. */
export class Html {
  readonly source: string;
  constructor(source: string) {
    this.source = source;
  }
}

export type Piece = string | number | Html | undefined | false | readonly Piece[];

/** A template whose inserted strings are always escaped: ticket text cannot become markup. */
export function html(strings: TemplateStringsArray, ...pieces: readonly Piece[]): Html {
  let source = strings[0] ?? '';
  pieces.forEach((piece, index) => {
    source += render(piece) + (strings[index + 1] ?? '');
  });
  return new Html(source);
}

/** Markup written by this folder itself, never text from outside. */
export function trusted(source: string): Html {
  return new Html(source);
}

function render(piece: Piece): string {
  if (piece === undefined || piece === false) return '';
  if (piece instanceof Html) return piece.source;
  if (typeof piece === 'string') return escapeHtml(piece);
  if (typeof piece === 'number') return String(piece);
  return piece.map(render).join('');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeHtml(text: string): string {
  return text.toWellFormed().replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

/** Bytes the text takes in the file. */
export function byteLength(text: string): number {
  return Buffer.byteLength(text, 'utf8');
}

/** One line of at most `limit` characters, cut between words where the script has any. */
export function shorten(text: string, limit: number): string {
  const line = text.toWellFormed().replace(/\s+/g, ' ').trim();
  if (line.length <= limit) return line;
  const cut = line.slice(0, Math.max(1, limit - 1));
  const space = cut.lastIndexOf(' ');
  const end = space > cut.length * 0.7 ? cut.slice(0, space) : cut;
  return `${end.isWellFormed() ? end.trimEnd() : end.slice(0, -1)}…`;
}
