export type { SlackClientOptions } from './slack-client.ts';
export { type SlackNotifier, type SlackNotifierOptions, slackNotifier } from './slack-notifier.ts';
export {
  type DraftReference,
  type MessagePlace,
  type SlackAction,
  type SlackReviews,
  type SlackReviewsOptions,
  slackReviews,
} from './slack-reviews.ts';
export { type SignedRequest, signatureWindowMs, verifySlackSignature } from './verify-signature.ts';
