import { createHash } from 'node:crypto';
import {
  type DraftReference,
  type SlackAction,
  type SlackReviews,
  signatureWindowMs,
} from '@ticket-ai/adapters/slack';
import { type ArticleView, type TicketAI, TicketAIError } from '@ticket-ai/core';
import { unauthorized } from '../auth/roles.ts';
import type { Log } from '../log.ts';
import { type Api, errorReply, openRoute } from './api.ts';
import { slackPath } from './slack-path.ts';

/** Reviews from Slack. */
export interface SlackDesk {
  readonly reviews: SlackReviews;
  /** Ids of people in Slack; `everybody` of the Slack the app is installed in, which leaves out guests from other ones. */
  readonly reviewers: ReadonlySet<string> | 'everybody';
}

/** What the route stands on. */
interface Ground {
  readonly desk: TicketAI;
  readonly slack: SlackDesk;
  readonly log: Log;
}

type Press = Exclude<SlackAction, { readonly kind: 'other' }>;

/** Slack waits for three seconds; what takes longer goes on behind the reply. */
const replyMs = 2000;

const interact = openRoute('signed', {
  method: 'post',
  path: slackPath,
  summary: 'What people do with messages in Slack; signed by Slack',
  responses: { 200: { description: 'It was taken' }, default: errorReply },
});

/** Approves and sends back drafts in the name of who pressed the button. The message then shows how the draft stands. */
export function addSlackRoute(app: Api, ground: Ground): void {
  app.openapi(interact, async (c) => {
    const signature = c.req.header('x-slack-signature');
    const action = ground.slack.reviews.read({
      timestamp: c.req.header('x-slack-request-timestamp'),
      signature,
      body: await c.req.text(),
    });
    await refuseReplay(ground.desk, signature ?? '');
    if (action.kind === 'request-changes' && action.note === '')
      return c.json({ response_action: 'errors', errors: { note: 'Say what should change.' } }, 200);
    if (action.kind !== 'other') {
      const work = answer(ground, action).catch((error: unknown) =>
        ground.log({ level: 'error', message: 'A button in Slack could not be answered.', error }),
      );
      await Promise.race([work, new Promise((resolve) => setTimeout(resolve, replyMs).unref())]);
    }
    return c.body(null, 200);
  });
}

/** The store remembers: another server does not take it again either. */
async function refuseReplay(desk: TicketAI, signature: string): Promise<void> {
  const { idempotencyKeys } = await desk.store();
  const id = createHash('sha256').update(`slack\n${signature}`).digest('hex');
  const kept = { requestHash: '', status: 200, response: '', expiresAt: Date.now() + 2 * signatureWindowMs };
  await idempotencyKeys.insert([{ id, version: 1, ...kept }]).catch((error: unknown) => {
    throw TicketAIError.is(error, 'conflict') ? unauthorized() : error;
  });
}

async function answer(ground: Ground, action: Press): Promise<void> {
  const { desk, slack } = ground;
  const { place, userId, draft } = action;
  const { id: workspaceId } = await (await desk.store()).workspace();
  if (draft.workspaceId !== workspaceId)
    return slack.reviews.whisper(
      place,
      userId,
      'This draft is in another workspace than this server serves.',
    );
  if (!(await mayReview(slack, action)))
    return slack.reviews.whisper(
      place,
      userId,
      'You may not review here. Ask who runs Ticket AI to add you to the reviewers.',
    );
  const refusal = await decide(ground, action).catch((error: unknown) => {
    ground.log({ level: 'error', message: 'A review from Slack failed.', error });
    return 'This could not be done just now. Press the button again in a minute.';
  });
  if (refusal !== undefined) await slack.reviews.whisper(place, userId, refusal);
  const view = await desk.articles.get(draft.articleId).catch(ignoreMissing);
  const outcome = describeDraft(view, draft);
  if (outcome !== undefined) await slack.reviews.show(place, outcome);
}

async function mayReview({ reviews, reviewers }: SlackDesk, { userId, teamId }: Press): Promise<boolean> {
  if (reviewers !== 'everybody') return reviewers.has(userId);
  return teamId !== undefined && teamId === (await reviews.teamId());
}

/** Does what was asked for; gives what is to be said to who asked, where it is not possible. */
async function decide({ desk, slack }: Ground, action: Press): Promise<string | undefined> {
  const { articleId, revisionId } = action.draft;
  try {
    const { article } = await desk.articles.get(articleId);
    const waits = article.status === 'in-review' || article.status === 'merge-suggested';
    if (!waits || article.revisionId !== revisionId)
      return 'This draft does not wait for a review any more; the message shows how it stands.';
    if (action.kind === 'ask-changes') {
      await slack.reviews.askForChanges(action);
      return undefined;
    }
    await desk.as({ actor: { kind: 'person', id: `slack:${action.userId}` } }).articles.review(articleId, {
      revisionId,
      ...(action.kind === 'approve'
        ? { decision: 'approve' }
        : { decision: 'request-changes', feedback: [{ note: action.note }] }),
    });
    return undefined;
  } catch (error) {
    if (TicketAIError.is(error) && said.has(error.code)) return error.message;
    throw error;
  }
}

/** Somebody else was faster, or it is not possible: no fault of the server. */
const said: ReadonlySet<string> = new Set(['conflict', 'invalid-transition', 'invalid-input', 'not-found']);

const decided = {
  approve: 'Approved; it is published.',
  'request-changes': 'Sent back: changes were requested.',
  reject: 'Rejected.',
  withdraw: 'Withdrawn.',
} as const;

/** How a draft stands, in words; `undefined`: it waits. */
function describeDraft(view: ArticleView | undefined, { revisionId }: DraftReference) {
  if (view === undefined) return { title: 'A draft', text: 'It is not there any more.' };
  const { article, reviews, revisions } = view;
  const title = revisions.find(({ id }) => id === revisionId)?.content.title ?? article.title;
  const review = reviews.findLast((each) => each.revisionId === revisionId);
  if (review !== undefined) {
    const by = /^slack:([UW][A-Z0-9]+)$/.exec(review.actor.id)?.[1];
    const note = review.feedback.map((each) => each.note).join('\n');
    return { title, text: decided[review.decision], note, ...(by === undefined ? {} : { by }) };
  }
  if (article.revisionId === revisionId) return undefined;
  return { title, text: 'Not decided: a newer draft is there, which has a message of its own.' };
}

function ignoreMissing(error: unknown): undefined {
  if (!TicketAIError.is(error, 'not-found')) throw error;
}
