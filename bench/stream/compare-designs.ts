import type { IntentId, TicketText } from '@ticket-ai/core';
import { adjudicate, ticketsPerCall } from '../../packages/core/src/intent/model/adjudicate.ts';
import type { NamedIntent } from '../../packages/core/src/intent/model/show-catalogue.ts';
import type { Models } from '../../packages/core/src/model/models.ts';

/** A token is taken for 4 characters, as the simulated oracle does. */
const tokens = (text: string) => Math.ceil(text.length / 4);
/** What a decision about one ticket takes in a reply: its handle, the intent's, a quote. */
const replyTokens = 25;

/** Calls per 1,000 tickets of a stream from an empty desk at a 5 % target, rounded up (see the table of streams). */
const callsOfThisDesign = 30;
/** The design it replaces asked about every ticket, ten in a call, with all intents in every prompt. */
const ticketsPerNaiveCall = 10;
const naiveInstructions = 1600;

/**
 * COUNTED, nothing is asked: tokens per 1,000 tickets by the real prompts of this design, against one that shows all intents in every call and
 * asks about every ticket, ten at a time.
 */
export async function compareDesigns(out: (line: string) => void): Promise<void> {
  out(
    '| intents | this design: calls, tokens | all intents in every prompt, ten tickets a call | ratio of tokens |',
  );
  out('|---|---|---|---|');
  for (const count of [100, 1000, 5000]) {
    const catalogue = Array.from({ length: count }, (_, at) => inventIntent(at));
    const perCall = await promptTokens(catalogue);
    const ours = callsOfThisDesign * (perCall + ticketsPerCall * replyTokens);
    const listed = catalogue.reduce(
      (sum, { name, description }) =>
        sum + tokens(`{"id":"01J00000000000000000000000","name":"${name}","description":"${description}"}`),
      0,
    );
    const calls = 1000 / ticketsPerNaiveCall;
    const naive =
      calls *
      (tokens('x'.repeat(naiveInstructions)) +
        listed +
        ticketsPerNaiveCall * (tokens(sampleText(0)) + replyTokens));
    out(
      `| ${count} | ${callsOfThisDesign}, ${Math.round(ours).toLocaleString('en')} | ${calls}, ${Math.round(naive).toLocaleString('en')} | ${(naive / ours).toFixed(0)} |`,
    );
  }
}

/** Tokens of one full call, from the prompt that would be sent. */
async function promptTokens(catalogue: readonly NamedIntent[]): Promise<number> {
  let size = 0;
  const models: Models = {
    name: 'counted',
    generate: () => Promise.reject(new Error('Nothing is asked.')),
    async generateItems({ instructions, prefix = '', items }) {
      size = tokens(instructions + prefix + items.map(({ text }) => text).join('\n'));
      return new Map();
    },
    namesOf: async () => new Map(),
    left: async () => ({}),
    forRun: () => models,
  };
  const tickets = Array.from({ length: ticketsPerCall }, (_, at) => ({
    ticketId: `ticket ${at}` as TicketText['ticketId'],
    text: sampleText(at),
    hints: Array.from(
      { length: 8 },
      (_hint, hint) => `intent ${(at * 37 + hint * 11) % catalogue.length}` as IntentId,
    ),
  }));
  await adjudicate({ models, catalogue, tickets });
  return size;
}

const verbs = 'Track Cancel Change Replace Return Explain Activate Verify Dispute Renew'.split(' ');
const things = 'card parcel invoice password subscription address payment refund contract account'.split(' ');
const areas = 'Orders Billing Account Delivery Security Devices Travel Plans Partners Documents'.split(' ');

function inventIntent(at: number): NamedIntent {
  const [verb, thing, area] = [
    verbs[at % 10],
    things[Math.floor(at / 10) % 10],
    areas[Math.floor(at / 100) % 10],
  ];
  return {
    intentId: `intent ${at}` as IntentId,
    name: `${verb} ${thing} case ${at}`,
    description: `The customer wants to ${verb?.toLowerCase()} the ${thing} of case ${at}.`,
    path: [area ?? '', `${area} ${thing}`, `${verb} ${thing}`],
    ticketCount: at,
  };
}

const sampleText = (at: number) =>
  `I have been waiting for my new ${things[at % 10]} for over a week now, what should I do about it?`;
