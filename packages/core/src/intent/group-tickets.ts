import { TicketAIError } from '../errors.ts';
import type { Embeddings, TextToEmbed } from '../model/embeddings.ts';
import { withoutNames } from '../text/names-in-message.ts';
import { type DenseMatrix, normaliseDenseRows } from '../text/sparse.ts';
import type { Clusterer, TicketText } from './clusterer.ts';
import type { GroupDescription } from './describe-plan.ts';
import { groupByLanguage, type TextGroups } from './group-by-language.ts';
import type { RunNote } from './intent.ts';

/** A group whose tickets lie nearer to others than to each other is no intent either: spam, thanks, what fits nowhere. */
const loosestIntent = 0.3;
/** The words of a message that may name its intent. */
const nameable = /^(?:\s*\S+){0,50}/u;

/** Tickets with text, and their groups. */
export interface TicketGroups {
  /** The rows of `groups`. */
  readonly spoken: readonly TicketText[];
  readonly groups: TextGroups;
  /** What a person must know: that embeddings could not be had. */
  readonly notes: readonly RunNote[];
}

/** Groups tickets by what customers wrote and agents answered. */
export async function groupTickets({
  tickets,
  granularity,
  intentCount,
  seed = 1,
  parallel,
  embeddings,
  abortSignal,
  onProgress,
}: Parameters<Clusterer['discover']>[0]): Promise<TicketGroups> {
  const spoken = tickets.filter(({ text, replies }) => `${text}${replies}`.trim() !== '');
  const texts = spoken.map(({ text, replies, people = [], language }) => ({
    text: replies === '' ? text : `${text}\n${replies}`,
    nameable: {
      text: withoutNames(firstWords(text), people),
      answer: withoutNames(firstWords(replies), people),
    },
    language,
  }));
  const notes: RunNote[] = [];
  const ticketsByText = Map.groupBy(spoken.keys(), (row) => texts[row]?.text ?? '');
  const embed = async (asked: readonly string[]) => {
    const toEmbed = asked.map((text) => ({
      text,
      ticketIds: (ticketsByText.get(text) ?? []).flatMap((row) => spoken[row]?.ticketId ?? []),
    }));
    const embedded = embeddings && (await embedOrNote(embeddings, toEmbed, abortSignal));
    if (embedded === undefined || !('code' in embedded)) return embedded;
    if (notes.length === 0) notes.push(embedded);
    return undefined;
  };
  const groups = await groupByLanguage(texts, {
    seed,
    ...(granularity === undefined ? {} : { granularity }),
    ...(intentCount === undefined ? {} : { targetCount: intentCount }),
    ...(parallel === undefined ? {} : { parallel }),
    ...(embeddings === undefined ? {} : { embed }),
    ...(abortSignal === undefined ? {} : { abortSignal }),
    ...(onProgress === undefined ? {} : { onProgress: (done, step) => onProgress({ done, step }) }),
  });
  return { spoken, groups, notes };
}

/** Without embeddings the words alone decide: a budget that is used up, or a provider that fails, is no reason to find nothing. */
async function embedOrNote(
  embeddings: Embeddings,
  texts: readonly TextToEmbed[],
  abortSignal: AbortSignal | undefined,
): Promise<DenseMatrix | RunNote> {
  try {
    const vectors = await embeddings.embed(texts, abortSignal === undefined ? {} : { abortSignal });
    const columns = vectors[0]?.length ?? 0;
    const values = new Float32Array(texts.length * columns);
    for (const [row, vector] of vectors.entries()) values.set(vector, row * columns);
    const matrix = { rows: texts.length, columns, values };
    normaliseDenseRows(matrix);
    return matrix;
  } catch (error) {
    const isOut = TicketAIError.is(error, 'budget-exhausted');
    if (!isOut && !TicketAIError.is(error, 'model-failed')) throw error;
    return { code: 'no-embeddings', parameters: { reason: isOut ? 'budget-exhausted' : 'model-failed' } };
  }
}

/** What the words of the tickets say about each group. */
export function describeGroups({ names }: TextGroups): GroupDescription[] {
  return names.map(({ name, terms }) => ({
    name,
    nameSource: 'lexical',
    terms: terms.map(({ surface }) => surface),
    loosest: loosestIntent,
  }));
}

/** The beginning says what it is about; the rest of a long mail is about everything. */
function firstWords(text: string): string {
  return nameable.exec(text)?.[0] ?? '';
}
