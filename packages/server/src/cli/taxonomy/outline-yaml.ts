import { type TaxonomyOutline, TicketAIError } from '@ticket-ai/core';
import { type Document, isNode, LineCounter, parseDocument, stringify } from 'yaml';
import { z } from 'zod';

/** A hand-written tree is small; a larger file is something else. */
const mostBytes = 5_000_000;

const intent = z
  .strictObject({ id: z.string().min(1).optional(), name: z.string().min(1).optional() })
  .refine(({ id, name }) => id !== undefined || name !== undefined, 'needs an id or a name');
const level3 = z.strictObject({
  name: z.string(),
  id: z.string().min(1).optional(),
  intents: z.array(intent).optional(),
});
const level2 = level3.omit({ intents: true }).extend({ categories: z.array(level3).optional() });
const level1 = level2.extend({ categories: z.array(level2).optional() });
const outlineSchema = z.strictObject({ version: z.literal(1), categories: z.array(level1) });

const heading = `# The taxonomy: three levels of categories, and the intents below the third.
# Change names, move lines, add categories (without id); then: ticket-ai taxonomy import <this file> --dry-run
# The ids tell a new name from a new category: leave them as they are. What you leave out stays, unless it is empty.
`;

/** Writes an outline for people to edit. */
export function writeOutlineYaml(outline: TaxonomyOutline): string {
  return heading + stringify(outline, { lineWidth: 0 });
}

/** Reads an outline and where each part of it stands. @throws `invalid-input` that names the line, for what is no YAML or no outline */
export function readOutlineYaml(text: string, label: string): TaxonomyOutline {
  if (text.length > mostBytes) throw fault(label, undefined, 'The file is too large for a taxonomy.');
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [error] = document.errors;
  if (error !== undefined) throw fault(label, lines.linePos(error.pos[0]).line, error.message);
  const lineAt = (path: readonly PropertyKey[]) => lineOf(document, lines, path);
  const parsed = outlineSchema.safeParse(contentOf(document, label));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const where = issue?.path.filter((part) => typeof part === 'string').at(-1);
    throw fault(
      label,
      lineAt(issue?.path ?? []),
      `${where === undefined ? '' : `"${String(where)}": `}${issue?.message ?? 'not an outline'}.`,
    );
  }
  return withLines(parsed.data, [], lineAt) as TaxonomyOutline;
}

/** Plain values. An alias that grows beyond measure is refused by the library. */
function contentOf(document: Document, label: string): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch (cause) {
    throw fault(label, undefined, cause instanceof Error ? cause.message : 'It cannot be read.');
  }
}

/** The line of the deepest part of a path that stands in the file. */
function lineOf(document: Document, lines: LineCounter, path: readonly PropertyKey[]): number | undefined {
  for (let depth = path.length; depth >= 0; depth -= 1) {
    const node = depth === 0 ? document.contents : document.getIn(path.slice(0, depth), true);
    const start = isNode(node) ? node.range?.[0] : undefined;
    if (start !== undefined) return lines.linePos(start).line;
  }
  return undefined;
}

/** The same values, each object with the line it starts in. */
function withLines(
  value: unknown,
  path: readonly PropertyKey[],
  lineAt: (path: readonly PropertyKey[]) => number | undefined,
): unknown {
  if (Array.isArray(value)) return value.map((each, at) => withLines(each, [...path, at], lineAt));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, part]) => [key, withLines(part, [...path, key], lineAt)]);
  return { ...Object.fromEntries(entries), line: lineAt(path) };
}

function fault(label: string, line: number | undefined, message: string): TicketAIError {
  return new TicketAIError('invalid-input', {
    message: `${label}${line === undefined ? '' : `, line ${line}`}: ${message}`,
    ...(line === undefined ? {} : { context: { line } }),
  });
}
