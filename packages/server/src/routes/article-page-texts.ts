import { pageParts } from './page-parts.ts';
import { page } from './page-texts.ts';

/** The page of the articles. It holds no data: what it shows it asks the API for, in the name of who is signed in. */
export const articlesPage = page(
  'Articles · Ticket AI',
  `<h1><a href="/articles">Articles</a></h1>
<p id="state" role="status">Looking …</p>
<div id="shown"></div>`,
  'articles.js',
);

/** Texts of articles, tickets and documents become text nodes, never markup. */
export const articlesScript = `${pageParts}
const sentencesOf = (revision) =>
  revision === undefined ? [] : revision.content.sections.flatMap(({ sentences }) => sentences.map(({ text }) => text));

function standing({ status, stale, staleReason, remark }) {
  const notes = [status, stale ? 'stale: ' + (staleReason ?? 'what it rests on has changed') : undefined, remark];
  return notes.filter((note) => note !== undefined).join(' · ');
}

function place(span) {
  const where = span.kind === 'reply' ? 'ticket ' + span.ticketId : (span.title ?? 'document ' + span.versionId) + ', page ' + span.page;
  return where + ', characters ' + span.start + ' to ' + span.end;
}

/** The words at a place, and where it is. */
function quoted(span) {
  const words = span.quote === undefined ? 'its words were erased, or are for others' : element('q', span.quote);
  return element('span', words, ' · ' + place(span));
}

async function showList() {
  const { items } = await ask('/api/articles');
  const rows = items.map(({ article, intentName, ticketCount }) => {
    const link = element('a', article.title === '' ? intentName : article.title);
    link.setAttribute('href', '#' + encodeURIComponent(article.id));
    return element('span', link, ' · ' + standing(article) + ' · ' + ticketCount + ' tickets');
  });
  shown.replaceChildren(listOf(rows));
  state.textContent = items.length === 0 ? 'There are no articles yet.' : items.length + ' articles';
}

async function showOne(id) {
  const { article, intent, ticketCount, revisions, reviews } = await ask('/api/articles/' + encodeURIComponent(id));
  const revision = revisions.find((one) => one.id === article.revisionId);
  const before = revision && revisions.find((one) => one.id === revision.parentId);
  const [now, then] = [sentencesOf(revision), sentencesOf(before)];
  const text = revision === undefined ? [] : [
    element('p', revision.content.summary),
    ...revision.content.sections.flatMap(({ heading, sentences }) =>
      part(heading, sentences.map((sentence) =>
        element('span', sentence.text, sentence.verified ? '' : ' (not proved)', listOf(sentence.evidence.map(quoted))))),
    ),
    ...part('Sources that say otherwise', (revision.checks?.conflicts ?? []).map(({ sentence, about, source }) =>
      element('span', sentence + ' · ' + about + ' · ', quoted(source)))),
    ...(before === undefined ? [] : part('Changed since revision ' + before.number, [
      ...now.filter((one) => !then.includes(one)).map((one) => '+ ' + one),
      ...then.filter((one) => !now.includes(one)).map((one) => '− ' + one),
    ])),
  ];
  const said = reviews.map(({ decision, actor, feedback }) =>
    decision + ' by ' + actor.id + feedback.map(({ note }) => ': ' + note).join(''));
  shown.replaceChildren(
    element('h2', article.title), element('p', standing(article)),
    element('p', intent.name + ' · ' + ticketCount + ' tickets'),
    ...text, ...part('Reviews', said), ...(revision === undefined ? [] : decide(article)),
  );
  state.textContent = revision === undefined ? 'There is no text yet.' : 'Revision ' + revision.number;
}

/** Approved, an article is published. */
function decide({ id, revisionId }) {
  const note = textArea('What should change');
  const buttons = [['approve', 'Approve and publish'], ['request-changes', 'Request changes'], ['reject', 'Reject']];
  return [note, ...buttons.map(([decision, name]) => {
    return button(name, async () => {
      const feedback = note.value.trim() === '' ? [] : [{ note: note.value.trim() }];
      await send('/api/articles/' + encodeURIComponent(id) + '/reviews', { revisionId, decision, feedback });
      await showOne(id);
    });
  })];
}

await follow(showList, showOne);
`;
