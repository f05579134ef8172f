import { type Clusterer, createTicketAI, type ProposedIntent, type TicketText } from '@ticket-ai/core';

/** Groups tickets by the first rule that fits: a clusterer for a desk that knows what it wants. */
function ruleClusterer(rules: Readonly<Record<string, RegExp>>): Clusterer {
  const ruleOf = ({ text }: TicketText) => Object.keys(rules).find((name) => rules[name]?.test(text));
  return {
    name: 'rules@1',
    async discover({ tickets }) {
      const groups = Map.groupBy(tickets, ruleOf);
      const intents = Object.keys(rules).flatMap((name): ProposedIntent[] => {
        const members = groups.get(name) ?? [];
        if (members.length === 0) return [];
        return [
          {
            name,
            nameSource: 'lexical',
            description: members[0]?.text ?? '',
            terms: [name.toLowerCase()],
            members: members.map(({ ticketId }) => ({ ticketId, confidence: 1 })),
          },
        ];
      });
      const unassigned = (groups.get(undefined) ?? []).map(({ ticketId }) => ({
        ticketId,
        code: 'no-rule',
        reason: 'No rule fits.',
      }));
      return { intents, unassigned, notes: [] };
    },
    async assign({ tickets, catalogue }) {
      const decisions = tickets.map((ticket) => {
        const intent = catalogue.intents.find(({ name }) => name === ruleOf(ticket));
        const candidates = intent === undefined ? [] : [{ intentId: intent.intentId, score: 1 }];
        return {
          ticketId: ticket.ticketId,
          candidates,
          noneScore: intent === undefined ? 1 : 0,
          reason: intent === undefined ? 'No rule fits.' : `The rule of "${intent.name}" fits.`,
        };
      });
      return { decisions };
    },
  };
}

const desk = createTicketAI({
  clusterer: ruleClusterer({ 'Get a refund': /refund|money back/i, 'Find a parcel': /parcel|delivery/i }),
});
await desk.ingest([{ body: 'Where is my parcel?' }, { body: 'I want my money back.' }, { body: 'Hello!' }]);
const { intents, unassigned } = await desk.discover();
for (const { name, ticketCount } of intents) console.log(name, ticketCount);
console.log(`${unassigned} unassigned`);

// New tickets are matched by the same rules; the stage around them applies the threshold and keeps the trace.
await desk.ingest([{ externalId: 'new', body: 'My delivery is late' }]);
console.log((await desk.tickets.why('new'))[0]?.trace.reason);
