import type { Context } from '../context.ts';
import type { IntentId } from '../ids.ts';

export const intentId = 'i1' as IntentId;
/** Four agents' replies that tell how to end a plan. */
export const replies = [
  'Hi Gwen,\n\nOpen the app and tap Care. Then tap Manage plan and choose Cancel plan. Your plan costs 9 EUR.\n\nBest, Ines',
  'Hello Omar,\n\nplease open the app and tap Care. Tap Manage plan, then choose Cancel plan. I have refunded you.\n\nCheers, Tobias',
  'Dear Ms Lund,\n\nOpen the app, tap Care. You get a confirmation by e-mail within one hour.\n\nKind regards, Mirela',
  'Hey Ivor, tap Manage plan and choose Cancel plan. You get the confirmation by e-mail within one hour. Remove the key tag from the bike.',
];

/** An intent with one solved ticket per reply. */
export async function seed(
  context: Context,
  texts: readonly string[],
  more: { status?: 'solved' | 'open'; reopenedAt?: number; id?: IntentId; name?: string } = {},
): Promise<void> {
  const { id = intentId, name = 'Cancel the Care plan' } = more;
  const prefix = id === intentId ? '' : `${id}-`;
  await context.transaction(async (transaction) => {
    await transaction.intents.insert([
      {
        id,
        version: 1,
        name,
        nameSource: 'lexical',
        nameKey: name.toLowerCase(),
        description: '',
        status: 'active',
        terms: ['cancel', 'plan'],
        exemplars: [],
        pins: [],
        createdAt: 0,
        createdBy: context.actor,
        createdInRun: 'r' as never,
      },
    ]);
    for (const [index, text] of texts.entries()) {
      const ticketId = `${prefix}t${index}` as never;
      await transaction.tickets.insert([
        {
          id: ticketId,
          version: 1,
          source: 's',
          externalId: `${prefix}${index}`,
          subject: 'Cancel my plan',
          status: more.status ?? 'solved',
          requester: 'omar.haddad@example.com',
          language: 'en',
          createdAt: index,
          resolvedAt: index + 1,
          ...(more.reopenedAt === undefined ? {} : { reopenedAt: more.reopenedAt }),
          tags: [],
          fields: {},
          messageCount: 2,
          contentHash: '',
          ingestedAt: 0,
          ingestedBy: context.actor,
        },
      ]);
      await transaction.updateWorkspace({ activeRunId: 'r' as never });
      await transaction.messages.insert([
        {
          id: `${prefix}q${index}` as never,
          ticketId,
          position: 0,
          role: 'customer',
          text: 'Unicorn question: how do I cancel?',
        },
        { id: `${prefix}m${index}` as never, ticketId, position: 1, role: 'agent', text },
      ]);
      await transaction.assignmentHeads.insert([
        {
          id: `r:${prefix}t${index}:primary`,
          version: 1,
          ticketId,
          role: 'primary',
          runId: 'r' as never,
          assignmentId: 'a' as never,
          sequence: 1,
          intentId: id,
          decision: 'discovered',
          confidence: 1,
          ticketCreatedAt: index,
        },
      ]);
    }
  });
}
