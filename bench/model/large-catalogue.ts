import {
  type Catalogue,
  createTicketAI,
  type IntentId,
  lexicalClusterer,
  seededRandom,
  type TicketId,
  type TicketText,
  type WorkspaceId,
} from '@ticket-ai/core';
import { simulatedModels, simulatedOracle, wordClusterer } from '@ticket-ai/core/testing';
import { readCatalogue } from '../../packages/core/src/intent/catalogue.ts';
import {
  adjudicate,
  adjudicateInstructions,
  ticketsPerCall,
} from '../../packages/core/src/intent/model/adjudicate.ts';
import { showCatalogue } from '../../packages/core/src/intent/model/show-catalogue.ts';

/** Words that make up to 5,120 intents: what is wanted, of what, and for whom. */
const actions = 'cancel change check correct delay download explain find move pause'.split(' ');
const objects =
  'account address alarm booking card cheque contract delivery device discount invoice licence meter order parcel password payment phone policy refund report router seat subscription ticket transfer voucher warranty webcam website window withdrawal'.split(
    ' ',
  );
const owners =
  'my,the company,a guest,our school,my partner,the shop,a colleague,our branch,my tenant,the club,a minor,our fleet,my parents,the board,a supplier,our museum'.split(
    ',',
  );
const openings = [
  'I want to',
  'How do I',
  'Please help me',
  'It is not possible to',
  'Who can',
  'We need to',
];

/** What one catalogue costs. */
export interface LargeCatalogueResult {
  readonly intents: number;
  readonly tickets: number;
  readonly accuracy: number;
  /** Tickets for which an intent was proposed that the catalogue has. */
  readonly duplicates: number;
  readonly callsPerThousand: number;
  readonly tokensPerThousand: number;
  /** Longest prompt, in tokens. */
  readonly longestCall: number;
  /** Tokens per 1,000 tickets with every intent in every prompt, ten tickets at a time. */
  readonly everyIntentTokens: number;
  readonly everyIntentCalls: number;
}

/** SIMULATED. Adjudicates tickets under catalogues of made-up intents, candidates by the lexical engine. */
export async function measureLargeCatalogue(count: number, size = 320): Promise<LargeCatalogueResult> {
  const intents = Array.from({ length: count }, (_, at) => intentOf(at));
  const texts = intents.flatMap((intent, at) =>
    [0, 1, 2].map((variant) => ({ label: intent.label, text: sentence(intent, at + variant) })),
  );
  const random = seededRandom(count);
  const asked = Array.from({ length: size }, (_, number) => {
    const at = random.integer(count);
    const intent = intentOf(at);
    const text = sentence(intent, at + 3 + number);
    return { ticketId: `new ${number}` as TicketId, label: intent.label, text };
  });
  const oracle = simulatedOracle({ gold: [...texts, ...asked] });
  const models = await simulatedModels(oracle);
  const known = await storedCatalogue(intents, texts);
  const catalogue = known.intents;
  const labelOf = new Map(catalogue.map(({ intentId, name }) => [intentId, name]));
  const hints = await candidates(known, asked);
  let [right, duplicates, longest] = [0, 0, 0];
  for (let from = 0; from < size; from += ticketsPerCall) {
    const tickets = asked
      .slice(from, from + ticketsPerCall)
      .map((ticket, at) => ({ ...ticket, hints: hints[from + at] ?? [] }));
    const before = oracle.usage().inputTokens;
    const { decisions } = await adjudicate({ models, catalogue, tickets });
    longest = Math.max(longest, oracle.usage().inputTokens - before);
    for (const [at, decision] of decisions.entries()) {
      if (decision.kind === 'match' && labelOf.get(decision.intentId) === tickets[at]?.label) right += 1;
      if (decision.kind === 'new') duplicates += 1;
    }
  }
  const { calls, inputTokens, outputTokens } = oracle.usage();
  const whole = showCatalogue(catalogue, [], Number.POSITIVE_INFINITY).prefix.length;
  const mean = asked.reduce((sum, { text }) => sum + text.length, 0) / size;
  return {
    intents: count,
    tickets: size,
    accuracy: right / size,
    duplicates,
    callsPerThousand: (calls / size) * 1000,
    tokensPerThousand: ((inputTokens + outputTokens) / size) * 1000,
    longestCall: longest,
    everyIntentCalls: 100,
    everyIntentTokens:
      100 * ((adjudicateInstructions.length + whole + 10 * (mean + 5)) / 4) + (outputTokens / size) * 1000,
  };
}

/** A made-up intent. */
interface MadeUpIntent {
  readonly label: string;
  readonly path: readonly [string, string, string];
  readonly words: readonly string[];
}

function intentOf(at: number): MadeUpIntent {
  const action = actions[at % actions.length] ?? '';
  const object = objects[Math.floor(at / actions.length) % objects.length] ?? '';
  const owner = owners[Math.floor(at / actions.length / objects.length)] ?? '';
  const label = `${action} ${object} of ${owner}`;
  return {
    label,
    path: [`About ${object.slice(0, 1)}`, `About ${object}`, `${object} of ${owner}`],
    words: [action, object, owner],
  };
}

function sentence({ words: [action, object, owner] }: MadeUpIntent, variant: number): string {
  const opening = openings[variant % openings.length];
  const number = `${'abcdefghij'[variant % 10]}${'klmnopqrst'[Math.floor(variant / 10) % 10]}`;
  return variant % 2 === 0
    ? `${opening} ${action} the ${object} of ${owner}, case ${number}`
    : `${opening} ${action} it: ${owner} has a ${object} (${number})`;
}

/** The catalogue as a workspace stores and reads it: discovered from three tickets of each intent, filed under its path. */
async function storedCatalogue(
  intents: readonly MadeUpIntent[],
  texts: readonly { readonly label: string; readonly text: string }[],
): Promise<Catalogue> {
  const labels = new Map(texts.map(({ label, text }) => [text, label]));
  const paths = new Map(intents.map(({ label, path }) => [label, path]));
  const desk = createTicketAI({
    clusterer: wordClusterer((text) => labels.get(text) ?? ''),
    taxonomy: {
      name: 'made-up@1',
      propose: async ({ intents: unfiled }) =>
        unfiled.map(({ intent }) => ({
          type: 'place',
          intentId: intent.id,
          path: paths.get(intent.name) ?? ['Other', 'Other', 'Other'],
          source: 'lexical',
          reason: 'It was made up there.',
        })),
    },
  });
  await desk.ingest(texts.map(({ text }, at) => ({ externalId: `known ${at}`, body: text })));
  await desk.discover();
  const catalogue = await readCatalogue(
    { store: await desk.store(), workspaceId: 'default' as WorkspaceId },
    { withPlaces: true },
  );
  await desk.close();
  if (catalogue.intents.length !== intents.length)
    throw new Error(`Only ${catalogue.intents.length} of ${intents.length} intents were stored.`);
  return catalogue;
}

/** The five likeliest intents of each ticket, as matching finds them. */
async function candidates(
  catalogue: Catalogue,
  asked: readonly { readonly ticketId: TicketId; readonly text: string }[],
): Promise<readonly (readonly IntentId[])[]> {
  const tickets = asked.map(
    ({ ticketId, text }): TicketText => ({ ticketId, text, replies: '', language: 'en' }),
  );
  const { decisions } = await lexicalClusterer().assign({ tickets, catalogue });
  return decisions.map(({ candidates: found }) => found.slice(0, 5).map(({ intentId }) => intentId));
}
