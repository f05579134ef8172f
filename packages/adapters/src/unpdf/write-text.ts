import type { BlockDraft, BlockSpan, ParsedDocument } from '@ticket-ai/core';

// Only types of the core are imported by what runs in the child process: loading the core would take longer than reading most files.

/** Writes blocks into one text and tells where each of them stands; stops before the first one that does not fit. */
export function writeText(
  blocks: readonly BlockDraft[],
  maxCharacters: number,
): { readonly text: string; readonly blocks: readonly BlockSpan[]; readonly cut: boolean } {
  const spans: BlockSpan[] = [];
  let text = '';
  for (const { kind, level, page = 1, joined = false, ...block } of blocks) {
    const visible = block.text.trim();
    if (visible === '') continue;
    const gap = text === '' ? '' : joined ? '\n' : '\n\n';
    const start = text.length + gap.length;
    if (start + visible.length > maxCharacters) return { text, blocks: spans, cut: true };
    text += gap + visible;
    spans.push({ kind, ...(level === undefined ? {} : { level }), page, start, end: text.length });
  }
  return { text, blocks: spans, cut: false };
}

/** A result for a file that cannot be read, with the reasons for people. */
export function unreadable(
  status: Exclude<ParsedDocument['status'], 'ok' | 'partial'>,
  warnings: readonly string[],
  pages: ParsedDocument['pages'] = [],
): ParsedDocument {
  return { status, text: '', pages, blocks: [], warnings };
}
