import * as z from 'zod';
import { given } from './model-settings.ts';

const oneReviewer = /^\s*[UW][A-Z0-9]{2,40}\s*$/;

/** `U0123456789, U9876543210`, or `*`. */
const reviewers = z
  .string()
  .refine(
    (text) => text.trim() === '*' || text.split(',').every((part) => oneReviewer.test(part)),
    'must be ids of people in Slack such as "U0123456789, U9876543210", or *',
  )
  .transform((text) =>
    text.trim() === '*' ? ('everybody' as const) : new Set(text.split(',').map((part) => part.trim())),
  )
  .optional();

/** The variables that have a channel of Slack told, and let people review from there. */
export const slackVariables = {
  TICKET_AI_SLACK_TOKEN: z
    .string()
    .regex(/^xox\S+$/, 'must be the token of a bot, which begins with xoxb-')
    .optional()
    .describe('Token of the bot that tells a channel of drafts and alerts. Never shown.'),
  TICKET_AI_SLACK_CHANNEL: z
    .string()
    .regex(/^[CGD][A-Z0-9]{2,40}$/, 'must be the id of a channel such as C0123456789')
    .optional()
    .describe('Id of that channel.'),
  TICKET_AI_SLACK_SIGNING_SECRET: z
    .string()
    .regex(/^\S{16,}$/, 'must be the signing secret of the app, 16 characters or more')
    .optional()
    .describe('Signing secret of the app: review requests then have buttons. Never shown.'),
  TICKET_AI_SLACK_REVIEWERS: reviewers.describe(
    'Who may press them, by id: "U0123456789, U9876543210"; * is everybody of your Slack. Nobody else may.',
  ),
  TICKET_AI_SLACK_URL: z
    .string()
    .regex(
      /^(?:https:\/\/[^@]+|http:\/\/(?:127\.0\.0\.1|localhost)(?::\d+)?(?:\/.*)?)$/,
      'must be a URL such as https://slack-gov.com/api',
    )
    .optional()
    .describe('Address of the Web API, where it is not https://slack.com/api.'),
};

type SlackVariables = z.output<z.ZodObject<typeof slackVariables>>;

/** Which channel is told, and who may answer there. */
export interface SlackSettings {
  readonly token: string;
  readonly channel: string;
  readonly url?: string;
  /** Absent: messages have no buttons. */
  readonly reviews?: {
    readonly signingSecret: string;
    /** Ids of people in Slack; `everybody` of the Slack the app is installed in. */
    readonly reviewers: ReadonlySet<string> | 'everybody';
  };
}

/** Absent: nobody is told. */
export function readSlack(read: SlackVariables): SlackSettings | undefined {
  const { TICKET_AI_SLACK_TOKEN: token, TICKET_AI_SLACK_CHANNEL: channel } = read;
  if (token === undefined || channel === undefined) return undefined;
  const { TICKET_AI_SLACK_SIGNING_SECRET: signingSecret, TICKET_AI_SLACK_REVIEWERS: reviewers } = read;
  const reviews =
    signingSecret === undefined || reviewers === undefined ? undefined : { signingSecret, reviewers };
  return { token, channel, ...given({ url: read.TICKET_AI_SLACK_URL, reviews }) };
}

/** What is wrong between the variables, one sentence each. */
export function slackFaults(read: SlackVariables): string[] {
  const has = (name: keyof SlackVariables) => read[name] !== undefined;
  const needs = (name: keyof SlackVariables, other: keyof SlackVariables, why: string) =>
    has(name) && !has(other) ? [`${other} must be given with ${name}: ${why}`] : [];
  return [
    ...needs('TICKET_AI_SLACK_TOKEN', 'TICKET_AI_SLACK_CHANNEL', 'which channel is told?'),
    ...needs('TICKET_AI_SLACK_CHANNEL', 'TICKET_AI_SLACK_TOKEN', 'who writes there?'),
    ...needs('TICKET_AI_SLACK_SIGNING_SECRET', 'TICKET_AI_SLACK_REVIEWERS', 'who may review?'),
    ...needs('TICKET_AI_SLACK_REVIEWERS', 'TICKET_AI_SLACK_SIGNING_SECRET', 'how are they told from others?'),
    ...needs('TICKET_AI_SLACK_SIGNING_SECRET', 'TICKET_AI_SLACK_TOKEN', 'who shows what they decided?'),
  ];
}
