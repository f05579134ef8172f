import { inspect } from 'node:util';
import { type EventRow, type NoticeSubject, TicketAIError, type WorkspaceId } from '@ticket-ai/core';
import { notifierCases, rejectsWith, runConformance, sampleEvents } from '@ticket-ai/core/conformance';
import { afterEach, describe, expect, it } from 'vitest';
import { type SlackNotifier, type SlackNotifierOptions, slackNotifier } from './index.ts';
import { channel, type SlackTwin, startSlackTwin, type TwinFault, token } from './slack-twin.fixture.ts';

const closing: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of closing.splice(0).reverse()) await each.close();
});

async function open(options: Partial<SlackNotifierOptions> = {}) {
  const twin = await startSlackTwin();
  const another = (more: Partial<SlackNotifierOptions> = {}): SlackNotifier => {
    const notifier = slackNotifier({ token, channel, url: twin.url, timeoutMs: 300, ...options, ...more });
    closing.push(notifier);
    return notifier;
  };
  closing.push(twin);
  return { twin, another, notifier: another() };
}

const told = (twin: SlackTwin) => twin.messages.map(({ metadata }) => metadata?.event_payload.event_id);
let sequence = 0;
function row(type: EventRow['type'] = 'topic-emerged'): EventRow {
  sequence += 1;
  return {
    id: `event-${sequence}`,
    workspaceId: 'w' as WorkspaceId,
    sequence,
    type,
    event: sampleEvents[type],
    at: Date.now(),
    actor: { kind: 'system', id: 'test' },
  };
}
const draft = (more: Partial<NonNullable<NoticeSubject['article']>> = {}): NoticeSubject => ({
  article: {
    id: 'a' as never,
    revisionId: 'r' as never,
    title: 'Cancel a plan',
    summary: 'How to.',
    ...more,
  },
  intent: 'Cancel the Care plan',
});

describe('slackNotifier', () => {
  runConformance(it, notifierCases, {
    async create() {
      const { twin, notifier } = await open();
      return {
        notifier,
        event: sampleEvents['topic-emerged'],
        received: async () => told(twin).map(String),
        setReachable(reachable) {
          if (reachable) delete twin.fault;
          else twin.fault = { cut: 'before' };
        },
      };
    },
    capabilities: ['outage'],
  });

  it('tells of reviews and alerts in words, and only offers buttons that somebody answers', async () => {
    const { twin, notifier, another } = await open({ siteUrl: 'https://desk.example.com/' });
    const events: EventRow['type'][] = ['intent-surged', 'intents-drifted', 'topic-emerged', 'work-held-up'];
    for (const type of events) await notifier.deliver(row(type), { intent: 'Refund' });
    expect(twin.messages.map(({ blocks }) => blocks[0]?.text?.text)).toEqual([
      '“Refund” surged on 2026-01-15: 40 tickets, where 10 were expected.',
      'What customers ask about has shifted on 2026-01-15 (stability index 0.3).',
      'A new topic on 2026-01-15: 5 tickets are alike and fit no intent.',
      expect.stringContaining('`match-tickets` waits since 1970-01-01T00:00:00.000Z'),
    ]);
    await notifier.deliver(row('article-drafted'), draft({ remark: 'Looks like "Pause a plan".' }));
    await another({ canReview: true }).deliver(row('article-drafted'), draft());
    const [plain, buttons] = twin.messages.slice(-2).map(({ blocks }) => blocks);
    expect(plain?.[0]?.text?.text).toBe('A draft waits for review: *Cancel a plan*\nHow to.');
    expect(plain?.[1]?.elements?.map(({ text }) => text)).toEqual([
      'Intent: Cancel the Care plan',
      'To know: Looks like "Pause a plan".',
    ]);
    expect(plain?.[2]?.elements).toMatchObject([{ url: 'https://desk.example.com/articles#a' }]);
    expect(buttons?.[2]?.elements?.map((element) => element.value ?? 'link')).toEqual([
      '{"workspaceId":"w","articleId":"a","revisionId":"r"}',
      '{"workspaceId":"w","articleId":"a","revisionId":"r"}',
      'link',
    ]);
  });

  it('lets no text of a customer mention, link or break anything, and cuts what does not fit', async () => {
    const { twin, notifier } = await open({ canReview: true });
    const evil = '<!channel> <@U1> <https://evil.example|here> @here https://evil.example & &lt;!here&gt;';
    await notifier.deliver(row('article-drafted'), {
      ...draft({ title: `${evil}\n# x`, summary: `${evil} ${'&😀'.repeat(4000)}`, remark: '<'.repeat(5000) }),
      intent: evil,
    });
    const [message] = twin.messages;
    const texts = JSON.stringify(message?.blocks);
    expect(texts).not.toMatch(/<[!@#h]/);
    expect(texts).toContain('&lt;!channel&gt; &lt;@U1&gt;');
    expect(texts).toContain('&amp; &amp;lt;!here&amp;gt;');
    expect(texts).not.toMatch(/&(?!amp;|lt;|gt;)|\uD83D(?!\uDE00)/);
    const shown = message?.blocks.flatMap(({ text, elements = [] }) => [text, ...elements]) ?? [];
    for (const text of shown)
      if (text !== undefined && Reflect.get(text, 'type') === 'mrkdwn')
        expect(text).toMatchObject({ verbatim: true });
    expect(message?.text).not.toMatch(/<|@h|:\/\/e|evil\.example/);
    expect(twin.calls.at(-1)?.form).toMatchObject({
      parse: 'none',
      link_names: 'false',
      unfurl_links: 'false',
    });
  });

  const outages: readonly (readonly [string, TwinFault, object])[] = [
    [
      '429',
      { status: 429, headers: { 'retry-after': '42' } },
      { reason: 'ratelimited', retryAfterMs: 42_000 },
    ],
    ['429 without a time', { status: 429 }, { reason: 'ratelimited' }],
    ['500', { status: 500, text: 'oops' }, { reason: 'unavailable', status: 500 }],
    ['503', { status: 503, headers: { 'retry-after': '5' } }, { retryAfterMs: 5000 }],
    [
      'ratelimited',
      { error: 'ratelimited', headers: { 'retry-after': '7' } },
      { reason: 'ratelimited', retryAfterMs: 7000 },
    ],
    ['fatal_error', { error: 'fatal_error' }, { reason: 'fatal_error' }],
    ['service_unavailable', { error: 'service_unavailable' }, { reason: 'service_unavailable' }],
    ['no answer', { silent: 'before' }, { reason: 'timeout' }],
    ['a cut', { cut: 'before' }, { reason: 'unreachable' }],
    ['a page of a proxy', { text: '<html>Welcome</html>' }, { reason: 'unreadable' }],
    ['a redirect', { status: 302, headers: { location: 'http://127.0.0.1:1/' } }, { reason: 'unreachable' }],
  ];
  it.each(outages)('takes %s for an outage, and says when to come again', async (_, fault, context) => {
    const { twin, notifier } = await open();
    twin.fault = fault;
    const event = row();
    const error = await rejectsWith('adapter-failed', notifier.deliver(event));
    expect([error.isOutage, error.retryable, error.context]).toMatchObject([true, true, context]);
    expect(inspect(error, { depth: 9 })).not.toContain(token);
    delete twin.fault;
    await notifier.deliver(event);
    expect(told(twin)).toEqual([event.id]);
  });

  const refusals = [
    ['invalid_auth', 'TICKET_AI_SLACK_TOKEN'],
    ['token_revoked', 'TICKET_AI_SLACK_TOKEN'],
    ['missing_scope', 'chat:write'],
    ['channel_not_found', 'TICKET_AI_SLACK_CHANNEL'],
    ['not_in_channel', '/invite'],
    ['is_archived', 'another one'],
    ['something_new', 'docs.slack.dev'],
    ['<script>', 'unknown'],
  ];
  it.each(refusals)('does not try %s for ever, and says what to do: %s', async (error, advice) => {
    const { twin, notifier } = await open();
    twin.fault = { error };
    const thrown = await rejectsWith('adapter-failed', notifier.deliver(row()));
    expect([thrown.isOutage, thrown.retryable]).toEqual([false, false]);
    expect(thrown.message).toContain(advice);
    expect(thrown.message).not.toContain('<script>');
  });

  it.each([{ cut: 'after' }, { silent: 'after' }] as const)(
    'does not tell again what was told and not acknowledged (%j), in another process neither',
    async (fault) => {
      const { twin, notifier, another } = await open();
      twin.fault = { method: 'chat.postMessage', ...fault };
      const event = row();
      await rejectsWith('adapter-failed', notifier.deliver(event));
      delete twin.fault;
      await notifier.deliver(event);
      await another().deliver(event);
      expect(told(twin)).toEqual([event.id]);
    },
  );

  it('finds what was told behind a page of other messages', async () => {
    const { twin, notifier, another } = await open();
    const event = row();
    await notifier.deliver(event);
    const [message] = twin.messages;
    for (let each = 0; each < 250; each += 1)
      twin.messages.push({ ts: String(Number(message?.ts) + each + 1), text: 'chat', blocks: [] });
    await another().deliver(event);
    expect(twin.calls.filter(({ method }) => method === 'chat.postMessage')).toHaveLength(1);
  });

  it('tells without the right to read the channel, and asks for it once', async () => {
    const { twin, notifier } = await open();
    twin.canRead = false;
    for (const event of [row(), row()]) await notifier.deliver(event);
    expect(twin.calls.map(({ method }) => method)).toEqual([
      'conversations.history',
      'chat.postMessage',
      'chat.postMessage',
    ]);
  });

  it('says who it is, or what is wrong', async () => {
    const { notifier, another } = await open();
    expect(await notifier.check()).toEqual({ team: 'Acme', bot: 'ticketbot' });
    await rejectsWith('adapter-failed', another({ token: 'xoxb-other' }).check());
    expect(() => another({ channel: '#general' })).toThrow('is no id of a channel');
  });

  it('leaves nothing open: what is under way ends, what comes later is refused', async () => {
    const { twin, notifier } = await open({ timeoutMs: 60_000 });
    twin.fault = { silent: 'before' };
    const delivery = notifier.deliver(row()).catch((error: unknown) => error);
    await expect.poll(() => twin.calls.length).toBe(1);
    await notifier.close();
    expect(TicketAIError.is(await delivery, 'aborted')).toBe(true);
    await rejectsWith('aborted', notifier.deliver(row()));
  });
});
