import { TicketAIError } from '@ticket-ai/core';

/** What Slack answers with while it cannot, whatever was asked. */
const passing = new Set([
  'ratelimited',
  'rate_limited',
  'message_limit_exceeded',
  'fatal_error',
  'internal_error',
  'service_unavailable',
  'request_timeout',
  'team_added_to_org',
]);

const newToken = 'Install the app anew and take its bot token (TICKET_AI_SLACK_TOKEN).';
const advice: Readonly<Record<string, string>> = {
  invalid_auth: `The token is not valid. ${newToken}`,
  not_authed: `No token was given. ${newToken}`,
  token_expired: `The token has expired. ${newToken}`,
  token_revoked: `The token was revoked. ${newToken}`,
  account_inactive: `The account of the token is gone. ${newToken}`,
  missing_scope: 'The app may not do that. Give it the scope chat:write, and install it anew.',
  channel_not_found:
    'The channel is not known to the app. Give its id, such as C0123456789 (TICKET_AI_SLACK_CHANNEL), and invite the app into private ones.',
  not_in_channel: 'The app is not in the channel. Invite it there: /invite @name-of-the-app.',
  is_archived: 'The channel is archived. Name another one (TICKET_AI_SLACK_CHANNEL).',
  restricted_action:
    'The settings of this Slack do not let the app write into the channel. Ask its administrator.',
  ekm_access_denied: 'The administrators of this Slack have suspended posting. Ask them.',
  trigger_expired: 'Slack took the click for too old. Press the button again.',
  expired_trigger_id: 'Slack took the click for too old. Press the button again.',
};

interface Failure {
  readonly status?: number;
  readonly retryAfterMs?: number | undefined;
}

/** Slack cannot be asked now: it passes by itself, after `retryAfterMs` of the context where Slack named a time. */
export function slackOutage(
  method: string,
  { reason, cause, ...failure }: Failure & { readonly reason: string; readonly cause?: unknown },
): TicketAIError {
  return new TicketAIError('adapter-failed', {
    message: `Slack (${method}) cannot be asked now: ${reason}. It is tried again later; when it lasts, check the network and https://slack-status.com.`,
    context: contextOf(method, reason, failure),
    ...(cause === undefined ? {} : { cause }),
    isOutage: true,
  });
}

/** Slack answered, and said no. */
export function slackRefusal(
  method: string,
  { said, ...failure }: Failure & { readonly said: unknown },
): TicketAIError {
  const reason = typeof said === 'string' && /^[a-z0-9_]{1,80}$/.test(said) ? said : 'unknown';
  if (passing.has(reason)) return slackOutage(method, { reason, ...failure });
  return new TicketAIError('adapter-failed', {
    message: `Slack (${method}) refuses: ${reason}. ${advice[reason] ?? `What it means is told at https://docs.slack.dev/reference/methods/${method}.`}`,
    context: contextOf(method, reason, failure),
  });
}

function contextOf(method: string, reason: string, { status, retryAfterMs }: Failure) {
  return {
    method,
    reason,
    ...(status === undefined ? {} : { status }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  };
}
