import type { Context } from '../context.ts';
import { mayRead, type Reader } from '../document/may-read.ts';
import type { AnswerId, DocumentId, TicketId } from '../ids.ts';
import { collectAll } from '../record.ts';
import type { Answer, AnswerSentence, Citation, Feedback } from './answer.ts';
import { outcomesOf } from './outcomes.ts';

/** A suggested reply, and what became of it. */
export interface Reply {
  /** Without the sentences that rest on documents which are for others than the reader. */
  readonly answer: Answer;
  /** How many sentences are for others. */
  readonly withheld: number;
  /** `open`: nobody has said yet. */
  readonly standing: Feedback['verdict'] | 'open';
  /** All that was recorded, oldest first. */
  readonly outcomes: readonly Feedback[];
}

/** The replies that were suggested to a ticket, newest first. Who may read a document is looked up now, not when the reply was made. */
export async function listReplies(
  { store }: Pick<Context, 'store'>,
  { ticketId, reader }: { readonly ticketId: TicketId; readonly reader?: Reader | undefined },
): Promise<readonly Reply[]> {
  const answers = await collectAll(store.answers, { where: { ticketId } });
  const outcomes = Map.groupBy(
    await outcomesOf(
      store,
      answers.map(({ id }) => id),
    ),
    ({ answerId }): AnswerId => answerId,
  );
  const isHidden = await hiddenFrom(store, answers, reader);
  return answers
    .toSorted((one, other) => other.createdAt - one.createdAt || (one.id < other.id ? 1 : -1))
    .map((answer) => {
      const sentences = answer.sentences.flatMap((sentence) => shown(sentence, isHidden));
      const own = outcomes.get(answer.id) ?? [];
      return {
        answer: { ...answer, sentences },
        withheld: answer.sentences.length - sentences.length,
        standing: own.at(-1)?.verdict ?? 'open',
        outcomes: own,
      };
    });
}

async function hiddenFrom(
  { documents }: Context['store'],
  answers: readonly Answer[],
  reader: Reader | undefined,
): Promise<(citation: Citation) => boolean> {
  if (reader === undefined) return () => false;
  const cited = answers.flatMap(({ sentences }) => sentences.flatMap(placesOf));
  const ids = new Set(cited.map(({ documentId }): DocumentId => documentId));
  const readable = new Set(
    (await documents.getMany([...ids])).flatMap((document) => (mayRead(document, reader) ? document.id : [])),
  );
  return ({ documentId }) => !readable.has(documentId);
}

const placesOf = ({ citations, contradictedBy = [] }: AnswerSentence): readonly Citation[] => [
  ...citations,
  ...contradictedBy,
];

/** A sentence says what its quotes say: with one that is for others it goes. */
function shown(
  sentence: AnswerSentence,
  isHidden: (citation: Citation) => boolean,
): readonly AnswerSentence[] {
  if (sentence.citations.some(isHidden)) return [];
  const { contradictedBy = [], ...rest } = sentence;
  const open = contradictedBy.filter((citation) => !isHidden(citation));
  return [open.length === 0 ? rest : { ...rest, contradictedBy: open }];
}
