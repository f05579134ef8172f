import { type EventRow, type NoticeSubject, type Notifier, TicketAIError } from '@ticket-ai/core';
import { noticeMessage } from './notice-message.ts';
import { type SlackClientOptions, slackClient } from './slack-client.ts';

/** Settings of {@link slackNotifier}. */
export interface SlackNotifierOptions extends SlackClientOptions {
  /** Id of the channel that is told, such as `C0123456789`. */
  readonly channel: string;
  /**
   * Whether review requests have the buttons Approve and Request changes. Somebody must answer them: {@link slackReviews}, as the server does.
   * Default false.
   */
  readonly canReview?: boolean;
  /** Where people read articles, such as `https://desk.example.com`: messages link there. Default: no link. */
  readonly siteUrl?: string;
}

/** Tells a channel of Slack. */
export interface SlackNotifier extends Notifier {
  /** Who the token is, as Slack says. @throws `adapter-failed` */
  check(): Promise<{ readonly team: string; readonly bot: string }>;
  /** Ends calls under way, which reject with `aborted`. */
  close(): Promise<void>;
}

/** So many event ids are remembered in this process. */
const mostRemembered = 1000;
const eventType = 'ticket_ai_notice';
/** Clocks differ by so much, in milliseconds. */
const skewMs = 300_000;
const pageSize = 200;
const mostPages = 5;

/**
 * A {@link Notifier} that posts review requests and alerts to one channel. Each message carries the id of its event: before one is posted, the
 * channel is looked through for it, so that what was sent and not acknowledged is not sent again, by another process neither. That needs the scope
 * `channels:history` (`groups:history` in private channels); without it, an event is told once per process.
 * @throws `invalid-input` where `channel` is no id
 */
export function slackNotifier(options: SlackNotifierOptions): SlackNotifier {
  const { channel, canReview = false } = options;
  if (!/^[CGD][A-Z0-9]{2,40}$/.test(channel))
    throw new TicketAIError('invalid-input', {
      message: `"${channel}" is no id of a channel. It is at the end of "View channel details", such as C0123456789.`,
    });
  const siteUrl = options.siteUrl?.replace(/\/+$/, '');
  const client = slackClient(options);
  const deliveries = new Map<string, Promise<void>>();
  let canLookBack = true;

  async function wasTold(event: EventRow): Promise<boolean> {
    let cursor: string | undefined;
    for (let page = 0; canLookBack && page < mostPages; page += 1) {
      const reply = await client
        .call('conversations.history', {
          channel,
          oldest: Math.max(0, event.at - skewMs) / 1000,
          limit: pageSize,
          include_all_metadata: true,
          cursor,
        })
        .catch((error: unknown) => {
          if (!TicketAIError.is(error, 'adapter-failed') || error.isOutage) throw error;
          // The app may not read the channel. What else is wrong, posting says.
          canLookBack = false;
          return {};
        });
      const { messages, response_metadata: more } = reply as HistoryReply;
      if (messages?.some((message) => message.metadata?.event_payload?.event_id === event.id)) return true;
      cursor = more?.next_cursor;
      if (cursor === undefined || cursor === '') break;
    }
    return false;
  }

  async function tell(event: EventRow, subject: NoticeSubject): Promise<void> {
    const message = noticeMessage(event, subject, { canReview, siteUrl });
    if (message === undefined || (await wasTold(event))) return;
    await client.call('chat.postMessage', {
      channel,
      ...message,
      metadata: { event_type: eventType, event_payload: { event_id: event.id } },
      parse: 'none',
      link_names: false,
      unfurl_links: false,
      unfurl_media: false,
    });
  }

  return {
    deliver(event, subject = {}) {
      const known = deliveries.get(event.id);
      if (known !== undefined) return known;
      const delivery = tell(event, subject).catch((error: unknown) => {
        deliveries.delete(event.id);
        throw error;
      });
      deliveries.set(event.id, delivery);
      const [oldest] = deliveries.keys();
      if (deliveries.size > mostRemembered && oldest !== undefined) deliveries.delete(oldest);
      return delivery;
    },
    async check() {
      const { team, user } = await client.call('auth.test', {});
      return { team: String(team), bot: String(user) };
    },
    close: () => client.close(),
  };
}

interface HistoryReply {
  readonly messages?: readonly {
    readonly metadata?: { readonly event_payload?: { readonly event_id?: unknown } };
  }[];
  readonly response_metadata?: { readonly next_cursor?: string };
}
