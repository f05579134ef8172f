// How well the built-in answerer does on the golden questions of the sample help desk: `npm run bench:answers`.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { htmlDocumentParser } from '@ticket-ai/adapters/html';
import { jsonlTicketReader } from '@ticket-ai/adapters/jsonl';
import { unpdfDocumentParser } from '@ticket-ai/adapters/unpdf';
import { createTicketAI } from '@ticket-ai/core';
import { citationMetrics } from '@ticket-ai/core/evaluation';

interface Golden {
  readonly question: string;
  readonly answerable: boolean;
  readonly document: string | null;
}

const folder = fileURLToPath(new URL('../examples/data/helpdesk/', import.meta.url));
const golden = readFileSync(join(folder, 'golden.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Golden);
const desk = createTicketAI({
  documentParsers: [htmlDocumentParser(), unpdfDocumentParser()],
  ticketReaders: [jsonlTicketReader()],
});
for (const name of readdirSync(join(folder, 'documents'))) {
  await desk.documents.add({ source: name, bytes: readFileSync(join(folder, 'documents', name)) });
}
await desk.importFile({ bytes: readFileSync(join(folder, 'tickets.jsonl')), fileName: 'tickets.jsonl' });

const judged = [];
for (const { question, answerable, document } of golden) {
  judged.push({
    answer: await desk.answer(question),
    answerable,
    ...(document === null ? {} : { sources: [document] }),
  });
}
const store = await desk.store();
const versionIds = judged.flatMap(({ answer }) =>
  answer.sentences.flatMap(({ citations }) => citations.map(({ versionId }) => versionId)),
);
const texts = new Map<string, string>(
  (await store.documentVersions.getMany(versionIds)).map(({ id, text }) => [id, text]),
);
console.log(citationMetrics(judged, (versionId) => texts.get(versionId)));
