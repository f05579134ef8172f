import { createHmac } from 'node:crypto';
import { serveLoopback } from '@ticket-ai/core/node';

/** A message as the channel holds it. */
export interface TwinMessage {
  readonly ts: string;
  readonly text: string;
  readonly blocks: readonly TwinBlock[];
  readonly metadata?: { readonly event_payload: { readonly event_id: string } };
}

export interface TwinBlock {
  readonly type: string;
  readonly text?: { readonly text: string; readonly verbatim?: boolean };
  readonly elements?: readonly {
    readonly action_id?: string;
    readonly value?: string;
    readonly text?: unknown;
  }[];
}

/** How a call goes wrong. */
export interface TwinFault {
  /** Default: every method. */
  readonly method?: string;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** The error of `ok: false`. */
  readonly error?: string;
  /** In the place of JSON. */
  readonly text?: string;
  /** No answer: at all, or after the work was done. */
  readonly silent?: 'before' | 'after';
  /** The connection is cut: at once, or after the work was done. */
  readonly cut?: 'before' | 'after';
}

export const token = 'xoxb-twin-token';
export const channel = 'C0123456789';
export const signingSecret = '8f742231b10e8888abcd99yyyzzz85a5';
export const team = 'T0123456789';

/** Slack's side of it on a loopback port: a channel, its limits, and every way to fail. */
export async function startSlackTwin() {
  const messages: TwinMessage[] = [];
  const whispers: { readonly user: string; readonly text: string }[] = [];
  const views: { readonly private_metadata: string; readonly callback_id: string }[] = [];
  const calls: { readonly method: string; readonly form: Readonly<Record<string, string>> }[] = [];
  const twin: { fault?: TwinFault; canRead: boolean } = { canRead: true };
  let clock = Date.now();

  const server = await serveLoopback(async (request) => {
    const method = new URL(request.url).pathname.replace('/api/', '');
    const form = Object.fromEntries(new URLSearchParams(await request.text()));
    calls.push({ method, form });
    const fault = twin.fault?.method === undefined || twin.fault.method === method ? twin.fault : undefined;
    if (fault?.cut === 'before') throw new Error('cut');
    if (fault?.silent === 'before') return new Promise<Response>(() => {});
    if (fault?.status !== undefined || fault?.text !== undefined || fault?.error !== undefined)
      return new Response(fault.text ?? JSON.stringify({ ok: false, error: fault.error }), {
        status: fault.status ?? 200,
        ...(fault.headers === undefined ? {} : { headers: { ...fault.headers } }),
      });
    const authorized = request.headers.get('authorization') === `Bearer ${token}`;
    const reply = authorized ? perform(method, form) : { error: 'invalid_auth' };
    if (fault?.cut === 'after') throw new Error('cut');
    if (fault?.silent === 'after') return new Promise<Response>(() => {});
    return Response.json({ ok: !('error' in reply), ...reply });
  });

  function perform(method: string, form: Readonly<Record<string, string>>): object {
    if (method === 'auth.test') return { team: 'Acme', team_id: team, user: 'ticketbot' };
    if (method === 'views.open') {
      views.push(JSON.parse(form.view ?? '{}'));
      return {};
    }
    if (form.channel !== channel) return { error: 'channel_not_found' };
    if (method === 'conversations.history') return readHistory(form);
    const blocks = JSON.parse(form.blocks ?? '[]') as TwinBlock[];
    if (!fits(blocks)) return { error: 'invalid_blocks' };
    const text = form.text ?? '';
    if (method === 'chat.postEphemeral') {
      whispers.push({ user: form.user ?? '', text: blocks[0]?.text?.text ?? text });
      return {};
    }
    const metadata = form.metadata === undefined ? {} : { metadata: JSON.parse(form.metadata) };
    if (method === 'chat.postMessage') {
      clock += 1;
      const ts = (clock / 1000).toFixed(6);
      messages.push({ ts, text, blocks, ...metadata });
      return { ts, channel };
    }
    const at = messages.findIndex(({ ts }) => ts === form.ts);
    if (method !== 'chat.update' || at < 0) return { error: 'message_not_found' };
    messages[at] = { ...messages[at], ts: form.ts ?? '', text, blocks };
    return {};
  }

  function readHistory({
    oldest = '0',
    limit = '100',
    cursor = '0',
    include_all_metadata: all,
  }: Readonly<Record<string, string>>) {
    if (!twin.canRead) return { error: 'missing_scope' };
    const found = messages.filter(({ ts }) => Number(ts) > Number(oldest)).reverse();
    const end = Number(cursor) + Number(limit);
    return {
      messages: found
        .slice(Number(cursor), end)
        .map(({ metadata, ...message }) => (all === 'true' ? { ...message, metadata } : message)),
      response_metadata: { next_cursor: end < found.length ? String(end) : '' },
    };
  }

  return Object.assign(twin, {
    url: `${server.url}/api`,
    messages,
    whispers,
    views,
    calls,
    close: () => server.close(),
  });
}

export type SlackTwin = Awaited<ReturnType<typeof startSlackTwin>>;

/** The limits that Slack refuses messages for. */
function fits(blocks: readonly TwinBlock[]): boolean {
  return (
    blocks.length <= 50 &&
    blocks.every(
      ({ text, elements = [] }) =>
        (text === undefined || (text.text.length >= 1 && text.text.length <= 3000)) &&
        elements.length <= 25 &&
        elements.every(
          (element) => (element.value?.length ?? 0) <= 2000 && JSON.stringify(element).length <= 4000,
        ),
    )
  );
}

/** The headers and body of an interaction, signed as Slack does. */
export function signed(
  payload: unknown,
  { secret = signingSecret, at = Date.now() }: { readonly secret?: string; readonly at?: number } = {},
) {
  const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
  const timestamp = String(Math.floor(at / 1000));
  const signature = `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`;
  return { body, timestamp, signature };
}

/** What Slack sends when somebody presses a button of a message. */
export function press(message: TwinMessage, actionId: string, user = 'U1', teamId = team) {
  const element = message.blocks
    .flatMap(({ elements = [] }) => elements)
    .find(({ action_id: id }) => id === actionId);
  return {
    type: 'block_actions',
    user: { id: user, team_id: teamId },
    trigger_id: 'trigger-1',
    container: { type: 'message', channel_id: channel, message_ts: message.ts },
    actions: [{ action_id: actionId, value: element?.value }],
  };
}

/** What Slack sends when somebody fills in the form. */
export function submit(
  view: { readonly private_metadata: string; readonly callback_id: string },
  note: string,
  user = 'U1',
) {
  return {
    type: 'view_submission',
    user: { id: user, team_id: team },
    view: { ...view, state: { values: { note: { text: { value: note } } } } },
  };
}
