import { createHash, createHmac } from 'node:crypto';
import { type SlackNotifierOptions, slackNotifier, slackReviews } from '@ticket-ai/adapters/slack';
import { type Article, createTicketAI, memoryStore, type RevisionId, type TicketAI } from '@ticket-ai/core';
import { afterEach, describe, expect, it } from 'vitest';
import {
  channel,
  press,
  type SlackTwin,
  signed,
  signingSecret,
  startSlackTwin,
  submit,
  token,
} from '../../../adapters/src/slack/slack-twin.fixture.ts';
import type { LogEntry } from '../log.ts';
import { type ServerOptions, startServer } from '../main.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** A desk whose draft waits, and was told of in Slack; a server beside it. */
async function open({
  reviewers = new Set(['U1', 'U2']),
  timeoutMs = 1000,
  ...options
}: Partial<ServerOptions> & {
  readonly reviewers?: ReadonlySet<string> | 'everybody';
  /** Of Slack's API. */
  readonly timeoutMs?: number;
} = {}) {
  const twin = await startSlackTwin();
  const endpoint: SlackNotifierOptions = { token, channel, url: twin.url, timeoutMs, canReview: true };
  const notifier = slackNotifier(endpoint);
  const reviews = slackReviews({ ...endpoint, signingSecret });
  const store = memoryStore();
  const desk = createTicketAI({ store, notifier, work: 'workers' });
  const logged: LogEntry[] = [];
  const server = await startServer({
    desk,
    store,
    port: 0,
    drainMs: 0,
    slack: { reviews, reviewers },
    log: (entry) => logged.push(entry),
    ...options,
  });
  closing.push(
    () => twin.close(),
    () => Promise.all([notifier.close(), reviews.close()]),
    () => desk.close(),
    () => server.close(),
  );
  const article = await draft(desk);
  await expect.poll(() => twin.messages.length).toBe(1);
  return {
    twin,
    desk,
    logged,
    article,
    message: () => twin.messages[0]!,
    now: async () => (await desk.articles.get(article.id)).article.status,
    reviews: async () => (await desk.articles.get(article.id)).reviews,
    post: (request: { readonly body: string; readonly timestamp?: string; readonly signature?: string }) =>
      fetch(`${server.url}/slack/interactions`, {
        method: 'POST',
        body: request.body,
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          ...(request.timestamp === undefined ? {} : { 'x-slack-request-timestamp': request.timestamp }),
          ...(request.signature === undefined ? {} : { 'x-slack-signature': request.signature }),
        },
      }),
  };
}

async function draft(desk: TicketAI): Promise<Article> {
  const replies = [
    'Open the app and tap Care. Then tap Manage plan and choose Cancel plan. Your plan costs 9 EUR.',
    'Please open the app and tap Care. Tap Manage plan, then choose Cancel plan.',
    'Open the app, tap Care. You get a confirmation by e-mail within one hour.',
    'Tap Manage plan and choose Cancel plan. You get the confirmation by e-mail within one hour.',
  ];
  await desk.ingest(
    [...replies, ...replies, ...replies].map((reply, index) => ({
      externalId: `t-${index}`,
      subject: 'How do I cancel my Care plan',
      status: 'solved' as const,
      messages: [
        { role: 'customer' as const, text: `How do I cancel my Care plan ${'abcdefghijkl'[index]}?` },
        { role: 'agent' as const, text: reply },
      ],
    })),
  );
  await desk.discover();
  await expect.poll(async () => (await desk.intents.list()).length, { timeout: 5000 }).toBeGreaterThan(0);
  const [intent] = await desk.intents.list();
  await desk.articles.draft(intent!.id);
  await expect
    .poll(async () => (await desk.articles.list({ status: 'in-review' })).length, { timeout: 5000 })
    .toBe(1);
  return (await desk.articles.list())[0]!.article;
}

const shown = (twin: SlackTwin) => JSON.stringify(twin.messages[0]?.blocks);
const hasButtons = (twin: SlackTwin) => shown(twin).includes('ticket-ai-approve');

describe('reviews from Slack', () => {
  it('a draft that waits is told of, approved by a signed button, and published', async () => {
    const { twin, message, post, now, reviews } = await open();
    expect(hasButtons(twin)).toBe(true);
    const reply = await post(signed(press(message(), 'ticket-ai-approve')));
    expect([reply.status, await reply.text()]).toEqual([200, '']);
    await expect.poll(now, { timeout: 15_000 }).toBe('published');
    expect(await reviews()).toMatchObject([
      { decision: 'approve', actor: { kind: 'person', id: 'slack:U1' } },
    ]);
    expect(hasButtons(twin)).toBe(false);
    expect(shown(twin)).toContain('Approved; it is published. By <@U1>.');
    expect(twin.whispers).toEqual([]);
  });

  it('what should change is asked for in a form, and told to who writes', async () => {
    const { twin, message, post, now, reviews } = await open();
    await post(signed(press(message(), 'ticket-ai-request-changes', 'U2')));
    const [view] = twin.views;
    expect([view?.callback_id, await now()]).toEqual(['ticket-ai-changes', 'in-review']);
    const blank = await post(signed(submit(view!, '  ', 'U2')));
    expect(await blank.json()).toEqual({
      response_action: 'errors',
      errors: { note: 'Say what should change.' },
    });
    expect(await now()).toBe('in-review');
    const note = 'Title: say <@U9> & "Care plan"';
    await post(signed(submit(view!, note, 'U2')));
    expect(await reviews()).toMatchObject([
      { decision: 'request-changes', feedback: [{ note }], actor: { id: 'slack:U2' } },
    ]);
    expect(shown(twin)).toContain('By <@U2>.');
    expect(shown(twin)).toContain('Title: say &lt;@U9&gt; &amp;');
  });

  it('takes none of 20 forged requests, and says the same of each', async () => {
    const { message, post, now } = await open();
    const payload = press(message(), 'ticket-ai-approve');
    const good = signed(payload);
    const old = signed(payload, { at: Date.now() - 302_000 });
    const hmac = (text: string) => createHmac('sha256', signingSecret).update(text).digest('hex');
    const sign = (timestamp: string) => ({
      ...good,
      timestamp,
      signature: `v0=${hmac(`v0:${timestamp}:${good.body}`)}`,
    });
    const forged: readonly (readonly [string, Parameters<typeof post>[0]])[] = [
      ['nothing', { body: good.body }],
      ['no signature', { body: good.body, timestamp: good.timestamp }],
      ['no time', { body: good.body, signature: good.signature }],
      ['the secret of another app', signed(payload, { secret: 'f'.repeat(32) })],
      ['no secret', signed(payload, { secret: '' })],
      ['another body', { ...good, body: signed(press(message(), 'ticket-ai-approve', 'U2')).body }],
      ['a longer body', { ...good, body: `${good.body}&x=1` }],
      ['no body', { ...good, body: '' }],
      ['too old', old],
      ['of tomorrow', signed(payload, { at: Date.now() + 86_400_000 })],
      ['from a clock that is too fast', signed(payload, { at: Date.now() + 310_000 })],
      ['old, with the time of now', { ...old, timestamp: good.timestamp }],
      ['a time in milliseconds', sign(String(Date.now()))],
      ['a time with a fraction', sign(`${good.timestamp}.5`)],
      ['no number for a time', sign('NaN')],
      ['a negative time', sign(`-${good.timestamp}`)],
      ['no version', { ...good, signature: good.signature.slice(3) }],
      ['another version', { ...good, signature: good.signature.replace('v0', 'v1') }],
      ['half a signature', { ...good, signature: good.signature.slice(0, 35) }],
      [
        'a digest without a secret',
        { ...good, signature: `v0=${createHash('sha256').update(good.body).digest('hex')}` },
      ],
    ];
    expect(forged).toHaveLength(20);
    const answers = new Set<string>();
    for (const [how, request] of forged) {
      const reply = await post(request);
      const { error } = (await reply.json()) as { error: { code: string; message: string } };
      expect(reply.status, how).toBe(401);
      answers.add(`${error.code} ${error.message}`);
    }
    expect([answers.size, await now()]).toEqual([1, 'in-review']);
    expect((await post(signed(payload, { at: Date.now() - 290_000 }))).status).toBe(200);
    await expect.poll(now, { timeout: 15_000 }).toBe('published');
  });

  it('takes each request once', async () => {
    const { twin, message, post } = await open({ reviewers: new Set(['U7']) });
    const request = signed(press(message(), 'ticket-ai-approve'));
    expect((await post(request)).status).toBe(200);
    expect((await post(request)).status).toBe(401);
    expect(twin.whispers).toHaveLength(1);
  });

  it('says so when the draft was replaced, and decides nothing', async () => {
    const { twin, desk, message, post, article, reviews } = await open();
    const before = press(message(), 'ticket-ai-approve');
    const store = await desk.store();
    const current = await store.articles.get(article.id);
    const revision = await store.revisions.get(article.revisionId!);
    const newer = 'newer' as RevisionId;
    await store.revisions.insert([{ ...revision!, id: newer, number: 2 }]);
    await store.articles.update(article.id, current!.version, { revisionId: newer });
    await post(signed(before));
    expect(shown(twin)).toContain('a newer draft is there');
    expect(hasButtons(twin)).toBe(false);
    expect([await reviews(), twin.whispers.length]).toEqual([[], 1]);
  });

  it('a second approval does no harm, and says who approved', async () => {
    const { twin, message, post, now, reviews } = await open();
    const [first, second] = ['U1', 'U2'].map((user) => signed(press(message(), 'ticket-ai-approve', user)));
    await Promise.all([post(first!), post(second!)]);
    await expect.poll(now, { timeout: 15_000 }).toBe('published');
    const [review, ...more] = await reviews();
    expect(more).toEqual([]);
    const winner = review?.actor.id.replace('slack:', '');
    await expect.poll(() => shown(twin)).toContain(`By <@${winner}>.`);
    expect(twin.whispers.map(({ user }) => user)).toEqual([winner === 'U1' ? 'U2' : 'U1']);
  });

  it('only who is named may, or everybody of the own Slack and no guest', async () => {
    const named = await open();
    await named.post(signed(press(named.message(), 'ticket-ai-approve', 'U3')));
    expect(named.twin.whispers).toMatchObject([
      { user: 'U3', text: expect.stringContaining('may not review') },
    ]);
    const all = await open({ reviewers: 'everybody' });
    await all.post(signed(press(all.message(), 'ticket-ai-approve', 'U3', 'T9')));
    expect([await named.now(), await all.now()]).toEqual(['in-review', 'in-review']);
    await all.post(signed(press(all.message(), 'ticket-ai-approve', 'U3')));
    await expect.poll(all.now).toBe('published');
  });

  it('of another workspace of ours decides nothing here', async () => {
    const { twin, message, post, now } = await open();
    const payload = press(message(), 'ticket-ai-approve');
    const value = { ...JSON.parse(payload.actions[0]?.value ?? ''), workspaceId: 'other' };
    await post(signed({ ...payload, actions: [{ ...payload.actions[0], value: JSON.stringify(value) }] }));
    expect([await now(), twin.whispers[0]?.text]).toEqual([
      'in-review',
      expect.stringContaining('another workspace'),
    ]);
  });

  it('Slack is answered in time, also while its own API does not answer; the review stands', async () => {
    const { twin, message, post, now, logged } = await open({ timeoutMs: 60_000 });
    twin.fault = { method: 'chat.update', silent: 'before' };
    expect((await post(signed(press(message(), 'ticket-ai-approve')))).status).toBe(200);
    await expect.poll(now, { timeout: 15_000 }).toBe('published');
    expect(logged.filter(({ level }) => level === 'error')).toEqual([]);
  });

  it('what cannot be shown in Slack is in the log; the review stands', async () => {
    const { twin, message, post, now, logged } = await open();
    twin.fault = { error: 'channel_not_found' };
    expect((await post(signed(press(message(), 'ticket-ai-approve')))).status).toBe(200);
    await expect.poll(now, { timeout: 15_000 }).toBe('published');
    expect(logged.map(({ message: text }) => text)).toContain('A button in Slack could not be answered.');
  });

  it('what is none of ours is taken and does nothing; what is too large is not taken', async () => {
    const { post, now, message } = await open();
    const payload = press(message(), 'ticket-ai-approve');
    const odd = [
      {},
      null,
      'text',
      { type: 'block_actions' },
      { ...payload, user: { id: '../x' } },
      { ...payload, actions: [] },
      { ...payload, actions: [{ action_id: 'ticket-ai-read' }] },
      { ...payload, actions: [{ ...payload.actions[0], value: '{"articleId":1}' }] },
      { type: 'view_submission', user: { id: 'U1' }, view: { callback_id: 'x' } },
    ];
    for (const each of odd) expect((await post(signed(each))).status, JSON.stringify(each)).toBe(200);
    expect((await post(signed('x'.repeat(300_000)))).status).toBe(413);
    expect(await now()).toBe('in-review');
  });
});
