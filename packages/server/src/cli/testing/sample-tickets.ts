/** A ticket of the tests. */
export interface SampleTicket {
  readonly id: string;
  readonly topic: string;
  readonly subject: string;
  readonly body: string;
  readonly reply: string;
  readonly at: string;
}

const topics = [
  {
    topic: 'refund',
    subject: 'Refund missing',
    body: [
      'my refund has not arrived',
      'when do I get the refund',
      'still waiting for the money of my refund',
    ],
    reply: 'A refund takes five business days. Open Orders and choose Refund status.',
  },
  {
    topic: 'password',
    subject: 'Cannot sign in',
    body: [
      'my password is rejected at sign in',
      'I forgot the password and cannot sign in',
      'password reset mail does not come',
    ],
    reply: 'Choose Forgot password on the sign-in page. Open the link in the mail within 30 minutes.',
  },
  {
    topic: 'parcel',
    subject: 'Parcel late',
    body: [
      'where is my parcel, the courier is late',
      'the parcel tracking does not move',
      'courier lost the parcel I ordered',
    ],
    reply:
      'Open Track parcel and enter the tracking number. Ask the courier after three days without a scan.',
  },
  {
    topic: 'invoice',
    subject: 'Invoice copy',
    body: [
      'please send the invoice as pdf',
      'the invoice shows a wrong company name',
      'need a copy of the invoice for tax',
    ],
    reply: 'Open Billing and choose Invoices. Click Download next to the invoice.',
  },
] as const;

const tails = [
  '',
  ' since monday',
  ' please help',
  ' for my second order',
  ' again',
  ' as soon as possible',
  ' thank you',
  ' in the app',
];

/** Tickets on four topics, in turn; the same every time. */
export function sampleTickets(count: number): readonly SampleTicket[] {
  return Array.from({ length: count }, (_, index) => {
    const { topic, subject, body, reply } = topics[index % topics.length] ?? topics[0];
    const text = body[Math.floor(index / topics.length) % body.length] ?? body[0];
    const tail = tails[Math.floor(index / 12) % tails.length] ?? '';
    return {
      id: `T-${index + 1}`,
      topic,
      subject,
      body: `${text}${tail}`,
      reply,
      at: new Date(Date.UTC(2026, 0, 1 + (index % 90), 9)).toISOString(),
    };
  });
}

/** As CSV with gold labels. */
export function toCsv(tickets: readonly SampleTicket[]): string {
  const lines = tickets.map(
    ({ id, subject, body, at, topic }) => `${id},${subject},"${body}",${at},${topic}`,
  );
  return `id,subject,body,created_at,label_l1\n${lines.join('\n')}\n`;
}

/** As JSON lines, with an agent's reply that solved it. */
export function toJsonl(tickets: readonly SampleTicket[]): string {
  const lines = tickets.map(({ id, subject, body, reply, at }) =>
    JSON.stringify({
      externalId: id,
      source: 'email',
      subject,
      status: 'solved',
      resolvedAt: at,
      tags: [],
      fields: {},
      messages: [
        { role: 'customer', at, text: body },
        { role: 'agent', at, text: reply },
        { role: 'customer', at, text: 'That worked, thank you!' },
      ],
    }),
  );
  return `${lines.join('\n')}\n`;
}
