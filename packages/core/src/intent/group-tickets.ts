import type { Clusterer, TicketText } from './clusterer.ts';
import type { GroupDescription } from './describe-plan.ts';
import { groupByLanguage, type TextGroups } from './group-by-language.ts';

/** A group whose tickets lie nearer to others than to each other is no intent either: spam, thanks, what fits nowhere. */
const loosestIntent = 0.3;
/** The words of a message that may name its intent. */
const nameable = /^(?:\s*\S+){0,50}/u;

/** Tickets with text, and their groups. */
export interface TicketGroups {
  /** The rows of `groups`. */
  readonly spoken: readonly TicketText[];
  readonly groups: TextGroups;
}

/** Groups tickets by what customers wrote and agents answered. */
export async function groupTickets({
  tickets,
  granularity,
  intentCount,
  seed = 1,
  parallel,
  abortSignal,
  onProgress,
}: Parameters<Clusterer['discover']>[0]): Promise<TicketGroups> {
  const spoken = tickets.filter(({ text, replies }) => `${text}${replies}`.trim() !== '');
  const texts = spoken.map(({ text, replies, language }) => ({
    text: replies === '' ? text : `${text}\n${replies}`,
    nameable: { text: firstWords(text), answer: firstWords(replies) },
    language,
  }));
  const groups = await groupByLanguage(texts, {
    seed,
    ...(granularity === undefined ? {} : { granularity }),
    ...(intentCount === undefined ? {} : { targetCount: intentCount }),
    ...(parallel === undefined ? {} : { parallel }),
    ...(abortSignal === undefined ? {} : { abortSignal }),
    ...(onProgress === undefined ? {} : { onProgress: (done, step) => onProgress({ done, step }) }),
  });
  return { spoken, groups };
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
