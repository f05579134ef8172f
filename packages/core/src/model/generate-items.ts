import { parsePartialJson } from 'ai';
import * as z from 'zod';
import { TicketAIError } from '../errors.ts';
import { isDryRun } from './dry-run.ts';
import { jsonInReply } from './json-in-reply.ts';
import { leftOut, type PersonalDataMask, personalDataMask, restoreIn } from './mask-personal-data.ts';
import {
  askQuestion,
  type MaskedQuestion,
  type ModelGround,
  type ModelQuestion,
  namesFor,
} from './paid-reply.ts';

/** One of the things a question asks about. */
export interface ModelItem {
  /** Short and local, e.g. `t1`: what the model calls it by. */
  readonly handle: string;
  /** As the model reads it, its handle included. */
  readonly text: string;
  /** Tickets whose text is in it. */
  readonly ticketIds?: readonly string[];
}

/** How a prompt calls the parts of its reply. */
export interface ReplyWords {
  /** The list of items. Default `items`. */
  readonly items?: string;
  /** The handle in each of them. Default `id`. */
  readonly handle?: string;
  /** The list of entries. Default `entries`. */
  readonly entries?: string;
}

/**
 * A question about several items, answered item by item. The reply has the form `{ entries: [entry], items: [{ id, ...item }] }`, by these
 * words or those of the prompt.
 */
export interface ItemsRequest<Item extends z.ZodObject, Entry extends z.ZodType = z.ZodNever>
  extends Omit<ModelQuestion, 'ticketIds'> {
  readonly items: readonly ModelItem[];
  /** How the texts of items stand in the prompt. Default: one after the other, as lines. */
  layout?(texts: readonly string[]): string;
  /** What is said of one item, without its `id`. */
  readonly item: Item;
  /** A second list, of what items may refer to: new intents, say. Left out, the reply has none. Personal data is not put back into it. */
  readonly entry?: Entry;
  readonly words?: ReplyWords;
  /** What is said of items is for everybody, as the names of intents are: personal data is left out of it, not put back. Default false. */
  readonly isPublic?: boolean;
  /** What is wrong with a reply to one item beyond its form (an unknown id, a quote that is not in the text); nothing when it holds. */
  check?(value: z.infer<Item>, about: ItemAbout<Entry>): string | undefined;
  /** Default: 1,000, and 120 per item. */
  readonly maxOutputTokens?: number;
}

/** What a reply to an item is checked against. */
export interface ItemAbout<Entry extends z.ZodType> {
  readonly handle: string;
  /** The entries of the reply it stands in; those of wrong form are left out. */
  readonly entries: readonly z.infer<Entry>[];
}

/** What the model said of one item, with the entries of the same reply; or why nothing is known. */
export type ItemReply<Value, Entry> =
  | { readonly value: Value; readonly entries: readonly Entry[] }
  | { readonly abstained: string };

/**
 * Asks about several items at once, and lets none of them spoil the others. Replies that hold are kept; a second request repeats the items
 * whose reply is missing, of wrong form, or refused by `check`, each with its problem; what fails again is abstained. A reply that was cut off
 * counts as far as it goes. The map has every handle, in the order of the items.
 *
 * @throws when nothing could be asked at all: `budget-exhausted`, `model-failed`, `aborted`
 */
export async function generateItems<Item extends z.ZodObject, Entry extends z.ZodType = z.ZodNever>(
  ground: ModelGround,
  request: ItemsRequest<Item, Entry>,
): Promise<ReadonlyMap<string, ItemReply<z.infer<Item>, z.infer<Entry>>>> {
  const mask = personalDataMask();
  const read = (reply: string, items: readonly ModelItem[]) => readItems(request, reply, items, mask);
  const ticketIds = [...new Set(request.items.flatMap((item) => item.ticketIds ?? []))];
  const names = await namesFor(ground, { ...request, ticketIds });
  const answer = await askQuestion(ground, maskItems({ ...request, names }, mask)).catch((error: unknown) => {
    if (isDryRun(error)) return undefined;
    throw error;
  });
  if (answer === undefined)
    return new Map(request.items.map(({ handle }) => [handle, { abstained: 'not asked in a dry run' }]));
  const { text, repair } = answer;
  const first = await read(text, request.items);
  const failed = request.items.filter(({ handle }) => 'abstained' in (first.get(handle) ?? {}));
  if (failed.length === 0) return first;
  const second = await repair(repairOf(request, failed, first, mask), isJson)
    .then((reply) => read(reply, failed))
    .catch((error: unknown) => {
      // What was answered stays answered when nothing more can be asked.
      if (TicketAIError.is(error, 'budget-exhausted') || TicketAIError.is(error, 'model-failed')) return [];
      throw error;
    });
  return new Map([...first, ...second]);
}

/** The whole question as it leaves. */
export function maskItems(
  request: ItemsRequest<z.ZodObject, z.ZodType>,
  mask: PersonalDataMask,
): MaskedQuestion {
  const { items, prefix = '', layout = (texts) => texts.join('\n') } = request;
  return {
    question: { ...request, ticketIds: [...new Set(items.flatMap(({ ticketIds = [] }) => ticketIds))] },
    prefix: mask.mask(prefix),
    prompt: mask.mask(layout(items.map(({ text }) => text)), request.names),
    form: formOf(request),
    maxOutputTokens: request.maxOutputTokens ?? 1000 + 120 * items.length,
  };
}

/** The same question about what failed. Problems may quote texts: they are masked as these are. */
function repairOf(
  request: ItemsRequest<z.ZodObject, z.ZodType>,
  failed: readonly ModelItem[],
  replies: ReadonlyMap<string, ItemReply<unknown, unknown>>,
  mask: PersonalDataMask,
): MaskedQuestion {
  const problems = failed.map(({ handle }) => {
    const reply = replies.get(handle);
    return `- ${handle}: ${reply !== undefined && 'abstained' in reply ? reply.abstained : ''}`;
  });
  const repair = maskItems({ ...request, items: failed }, mask);
  const reasons = mask.mask(problems.join('\n'));
  return {
    ...repair,
    prompt: `${repair.prompt}\n\nYour last reply could not be used for these items:\n${reasons}\nReply again for these items only, in the required form.`,
  };
}

/** What goes to the provider: handles are texts, never a list of those that are valid, so that the form is the same in every call. */
function formOf({ item, entry, words }: ItemsRequest<z.ZodObject, z.ZodType>) {
  const { items, handle, entries } = wordsOf(words);
  const list = { [items]: z.array(z.object({ [handle]: z.string(), ...item.shape })) };
  const form = z.object(entry === undefined ? list : { [entries]: z.array(entry), ...list });
  return z.toJSONSchema(form, { io: 'input', unrepresentable: 'any' });
}

function wordsOf({ items = 'items', handle = 'id', entries = 'entries' }: ReplyWords = {}) {
  return { items, handle, entries };
}

async function readItems<Item extends z.ZodObject, Entry extends z.ZodType>(
  request: ItemsRequest<Item, Entry>,
  reply: string,
  items: readonly ModelItem[],
  mask: PersonalDataMask,
): Promise<ReadonlyMap<string, ItemReply<z.infer<Item>, z.infer<Entry>>>> {
  const { value, state } = await parsePartialJson(jsonInReply(reply));
  const isCutOff = state === 'repaired-parse';
  const words = wordsOf(request.words);
  const said = listOf(restoreIn(value, request.isPublic === true ? leftOut : mask), words.items);
  const given = isCutOff ? withoutLast(said) : said;
  const listed = listOf(restoreIn(value, leftOut), words.entries);
  // Entries stand before items: where items follow, the entries are whole.
  const entries = validOnes(request.entry, isCutOff && said.length === 0 ? withoutLast(listed) : listed);
  const absent = value === undefined ? 'the reply was no JSON' : 'the reply says nothing of it';
  return new Map(
    items.map(({ handle }) => {
      const about = given.filter((each) => isRecord(each) && each[words.handle] === handle);
      return [handle, readItem(request, about, { handle, entries }, absent)];
    }),
  );
}

function readItem<Item extends z.ZodObject, Entry extends z.ZodType>(
  { item, check }: ItemsRequest<Item, Entry>,
  given: readonly unknown[],
  about: ItemAbout<Entry>,
  absent: string,
): ItemReply<z.infer<Item>, z.infer<Entry>> {
  if (given.length === 0) return { abstained: absent };
  if (new Set(given.map((each) => JSON.stringify(each))).size > 1)
    return { abstained: 'the reply says two things of it' };
  const { success, data, error } = item.safeParse(given[0]);
  if (!success) return { abstained: z.prettifyError(error).slice(0, 300) };
  const problem = check?.(data, about);
  return problem === undefined ? { value: data, entries: about.entries } : { abstained: problem };
}

/** The last one of a list that was cut off may have been longer. */
function withoutLast(list: readonly unknown[]): readonly unknown[] {
  return list.slice(0, -1);
}

function validOnes<Entry extends z.ZodType>(
  entry: Entry | undefined,
  list: readonly unknown[],
): readonly z.infer<Entry>[] {
  if (entry === undefined) return [];
  return list.flatMap((each) => {
    const { success, data } = entry.safeParse(each);
    return success ? [data] : [];
  });
}

function listOf(value: unknown, name: string): readonly unknown[] {
  const list = isRecord(value) ? value[name] : undefined;
  return Array.isArray(list) ? list : [];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function isJson(reply: string): boolean {
  try {
    JSON.parse(jsonInReply(reply));
    return true;
  } catch {
    return false;
  }
}
