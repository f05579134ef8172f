import { createTicketAI } from '@ticket-ai/core';

const desk = createTicketAI(); // in memory, offline, deterministic: no key, no service
await desk.ingest([
  { subject: 'Where is my parcel?', body: 'It should have arrived on Monday.' },
  { subject: 'Parcel not here', body: 'The tracking says delivered, but there is no parcel.' },
  { subject: 'Delivery late', body: 'My parcel has not arrived yet. When does it come?' },
  { subject: 'Refund', body: 'I sent the shoes back. When do I get my money back?' },
  { subject: 'Money back', body: 'No refund yet for the shoes I sent back two weeks ago.' },
  { subject: 'Still waiting for my refund', body: 'You have the shoes, where is my money?' },
]);
const { intents, unassigned } = await desk.discover();
for (const { path, name, ticketCount, why } of intents)
  console.log(path.join(' > '), '|', name, '|', ticketCount, '|', why);
console.log(`${unassigned} tickets have no intent.`);
