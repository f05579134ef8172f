import { pageParts } from './page-parts.ts';
import { page } from './page-texts.ts';

/** The page of the tickets and the replies that were suggested to them. It holds no data, as that of the articles. */
export const ticketsPage = page(
  'Tickets · Ticket AI',
  `<h1><a href="/tickets">Tickets</a></h1>
<p id="state" role="status">Looking …</p>
<div id="shown"></div>`,
  'tickets.js',
);

/** Texts of tickets and documents become text nodes, never markup. */
export const ticketsScript = `${pageParts}
const percent = (share) => Math.round(100 * share) + ' %';
const ticketPath = (id) => '/api/tickets/' + encodeURIComponent(id);

function told({ sentUnchanged, rejected, reopened }) {
  if (sentUnchanged === undefined) return 'Of no suggested reply is it known what became of it.';
  return 'Suggested replies: ' + percent(sentUnchanged) + ' sent unchanged, ' + rejected + ' rejected, ' + reopened + ' came back';
}

async function showList() {
  const [{ items }, counts] = await Promise.all([ask('/api/tickets?limit=100'), ask('/api/answers/outcomes')]);
  const rows = items.map(({ ticket, intent }) => {
    const link = element('a', ticket.subject === '' ? ticket.externalId : ticket.subject);
    link.setAttribute('href', '#' + encodeURIComponent(ticket.id));
    return element('span', link, ' · ' + ticket.status + (intent === undefined ? '' : ' · ' + intent.name));
  });
  shown.replaceChildren(element('p', told(counts)), listOf(rows));
  state.textContent = items.length === 0 ? 'There are no tickets yet.' : items.length + ' tickets';
}

async function showOne(id) {
  const [{ ticket, messages, intent }, replies] = await Promise.all([ask(ticketPath(id)), ask(ticketPath(id) + '/replies')]);
  shown.replaceChildren(
    element('h2', ticket.subject), element('p', [ticket.status, intent?.name ?? 'no intent'].join(' · ')),
    ...part('Conversation', messages.map(({ role, text }) => role + ': ' + text)),
    ...part('Suggested replies', replies.items.map((reply) => describe(id, reply))),
    button('Suggest a reply', async () => {
      await send('/api/answers', { ticketId: ticket.id });
      await showOne(id);
    }),
  );
  state.textContent = ticket.externalId;
}

const quoted = ({ quote, title, page }) => element('span', element('q', quote), ' · ' + title + ', page ' + page);

function describe(id, { answer, standing, withheld, outcomes }) {
  return element('div',
    element('p', [standing, answer.status, withheld === 0 ? undefined : withheld + ' sentences are for others']
      .filter((note) => note !== undefined).join(' · ')),
    listOf(answer.sentences.map(({ text, citations }) => element('span', text, listOf(citations.map(quoted))))),
    listOf(outcomes.map(({ verdict, note, distance, actor }) =>
      verdict + ' by ' + actor.id + (distance === undefined ? '' : ': ' + percent(distance) + ' of its words changed')
        + (note === undefined ? '' : ': ' + note))),
    ...settle(id, answer, standing));
}

/** What may be said of a reply where it stands. */
function settle(id, answer, standing) {
  const say = (name, outcomeOf) => button(name, async () => {
    await send('/api/answers/' + encodeURIComponent(answer.id) + '/outcomes', outcomeOf());
    await showOne(id);
  });
  if (standing === 'sent' || standing === 'edited') return [say('The ticket came back', () => ({ verdict: 'reopened' }))];
  if (standing !== 'open' || answer.sentences.length === 0) return [];
  const text = textArea('What was sent', answer.sentences.map((sentence) => sentence.text).join(' '));
  const reason = textArea('Why it is rejected');
  return [
    say('Sent as it is', () => ({ verdict: 'sent' })),
    text, say('Sent with these changes', () => ({ verdict: 'edited', text: text.value })),
    reason, say('Reject', () => ({ verdict: 'rejected', reason: reason.value })),
  ];
}

await follow(showList, showOne);
`;
