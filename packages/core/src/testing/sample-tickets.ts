import type { TicketDraft } from '../ticket/ticket.ts';

/** Three things customers ask, ten ways each, and one ticket that fits nowhere. For tests that need intents, not quality. */
export const sampleTickets: readonly TicketDraft[] = [
  ...[
    'Where is my parcel? It has not arrived.',
    'My parcel has not arrived yet',
    'The parcel was due on Monday and has not arrived',
    'Still waiting for my parcel, when does it arrive?',
    'Tracking says delivered but my parcel is not here',
    'My parcel is late, where is it?',
    'No parcel today either. Where is it?',
    'Has my parcel been lost? It has not arrived',
    'Parcel not arrived after two weeks',
    'When will the parcel arrive?',
  ].map((body, row) => ({ externalId: `parcel-${row}`, body })),
  ...[
    'I want a refund for the shoes I returned',
    'No refund yet for my returned shoes',
    'When do I get my refund? The shoes went back last week',
    'Refund missing, I returned everything',
    'Please send the refund for the returned jacket',
    'The refund for my returned order is not in my bank account',
    'You promised a refund for what I returned',
    'How long does a refund take after I returned something?',
    'Refund still not paid',
    'I returned it, where is the refund?',
  ].map((body, row) => ({ externalId: `refund-${row}`, body })),
  ...[
    'I cannot log in, the password is rejected',
    'Password rejected when I log in',
    'Log in fails, it says wrong password',
    'My password does not work, I cannot log in any more',
    'Cannot log in to my account since yesterday, password wrong',
    'Reset password please, log in impossible',
    'Log in problem: password not accepted',
    'The password I set is not accepted when I try to log in',
    'Wrong password although it is right, log in fails',
    'I forgot my password and cannot log in',
  ].map((body, row) => ({ externalId: `login-${row}`, body })),
  { externalId: 'silent', subject: '', body: '' },
];
