import {
  type Catalogue,
  type IntentId,
  lexicalClusterer,
  seededRandom,
  type TicketText,
} from '@ticket-ai/core';

const exemplarsEach = 64;
const wordsPerTicket = 14;

/** The time that learning a catalogue and matching against it take, on invented words with a natural distribution. */
export async function measureScale(out: (line: string) => void): Promise<void> {
  out('| intents | exemplars | learning, CPU s | matching, CPU ms a ticket | right | memory, MB |');
  out('|---|---|---|---|---|---|');
  for (const intents of [50, 200, 1000]) {
    const { catalogue, tickets, right } = inventCatalogue(intents);
    const clusterer = lexicalClusterer();
    const start = process.cpuUsage();
    await clusterer.assign({ tickets: [], catalogue });
    const learned = process.cpuUsage(start).user / 1e6;
    const before = process.cpuUsage();
    const { decisions } = await clusterer.assign({ tickets, catalogue });
    const each = process.cpuUsage(before).user / 1000 / tickets.length;
    const hits = decisions.filter(({ candidates }, row) => candidates[0]?.intentId === right[row]).length;
    const memory = process.memoryUsage().rss / 2 ** 20;
    out(
      `| ${intents} | ${intents * exemplarsEach} | ${learned.toFixed(1)} | ${each.toFixed(2)} | ${((100 * hits) / tickets.length).toFixed(1)} % | ${memory.toFixed(0)} |`,
    );
  }
}

/** Each intent has 12 words of its own among 4,000 shared ones; a ticket draws a third of its words from its intent. */
function inventCatalogue(intents: number) {
  const random = seededRandom(7);
  const syllables = 'ba ce di fo gu ha ki lo mu na pe ri so tu ve wi xo ya ze qua'.split(' ');
  const word = (number: number) =>
    [number % 20, Math.floor(number / 20) % 20, Math.floor(number / 400) % 20]
      .map((at) => syllables[at])
      .join('');
  const topics = Array.from({ length: intents }, () =>
    Array.from({ length: 12 }, () => random.integer(8000)),
  );
  const ticket = (intent: number, id: string): TicketText => ({
    ticketId: id as TicketText['ticketId'],
    text: Array.from({ length: wordsPerTicket }, () =>
      random.next() < 0.35
        ? word(topics[intent]?.[random.integer(12)] ?? 0)
        : word(Math.floor(4000 * random.next() ** 3)),
    ).join(' '),
    replies: '',
    language: 'en',
  });
  const catalogue: Catalogue = {
    workspaceId: 'bench' as Catalogue['workspaceId'],
    version: 1,
    intents: topics.map((words, intent) => ({
      intentId: `intent ${intent}` as IntentId,
      name: words.slice(0, 2).map(word).join(' '),
      description: '',
      terms: [],
      exemplars: Array.from({ length: exemplarsEach }, (_, at) => ticket(intent, `${intent}:${at}`)),
    })),
  };
  const chosen = Array.from({ length: 200 }, () => random.integer(intents));
  return {
    catalogue,
    tickets: chosen.map((intent, at) => ticket(intent, `new ${at}`)),
    right: chosen.map((intent) => `intent ${intent}` as IntentId),
  };
}
