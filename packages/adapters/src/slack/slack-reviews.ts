import { readInteraction, type SlackAction } from './read-interaction.ts';
import { changesForm, type DraftReference, type MessagePlace } from './review-message.ts';
import { type SlackClientOptions, slackClient } from './slack-client.ts';
import { fitLine, fitText, textOf, unlinked } from './slack-text.ts';
import { type SignedRequest, verifySlackSignature } from './verify-signature.ts';

export type { DraftReference, MessagePlace, SlackAction };

/** Settings of {@link slackReviews}. */
export interface SlackReviewsOptions extends SlackClientOptions {
  /** The signing secret of the app, from its page "Basic Information". Never told. */
  readonly signingSecret: string;
  /** Epoch milliseconds. Default: the clock. */
  readonly now?: () => number;
}

/** The other side of the buttons under a review request. */
export interface SlackReviews {
  /** What somebody did. @throws `unauthorized` for what Slack has not signed within five minutes */
  read(request: SignedRequest): SlackAction;
  /** Opens the form that asks what should change. It comes back as a `request-changes`. */
  askForChanges(action: Extract<SlackAction, { readonly kind: 'ask-changes' }>): Promise<void>;
  /** Puts what became of a draft in the place of its buttons. `by`: who decided, an id of Slack. */
  show(
    place: MessagePlace,
    outcome: { readonly title: string; readonly text: string; readonly by?: string; readonly note?: string },
  ): Promise<void>;
  /** Tells one person something, under the message. */
  whisper(place: MessagePlace, userId: string, text: string): Promise<void>;
  /** Slack's id of the workspace the app is installed in; asked for once. */
  teamId(): Promise<string>;
  /** Ends calls under way. */
  close(): Promise<void>;
}

/** Reads what people do with the messages of {@link slackNotifier}, and shows what came of it. */
export function slackReviews(options: SlackReviewsOptions): SlackReviews {
  const client = slackClient(options);
  let team: string | undefined;
  return {
    read(request) {
      verifySlackSignature(request, options);
      return readInteraction(request.body);
    },
    async askForChanges({ triggerId, draft, place }) {
      await client.call('views.open', { trigger_id: triggerId, view: changesForm(draft, place) });
    },
    async show({ channel, ts }, { title, text, by, note }) {
      const name = fitLine(title, 300);
      const outcome = by === undefined ? fitText(text, 1000) : `${fitText(text, 1000)} By <@${by}>.`;
      await client.call('chat.update', {
        channel,
        ts,
        text: unlinked(`${name}: ${fitText(text, 1000)}`),
        blocks: [
          { type: 'section', text: textOf(`*${name}*`) },
          { type: 'context', elements: [outcome, ...(note ? [fitText(note, 1900)] : [])].map(textOf) },
        ],
        parse: 'none',
        link_names: false,
      });
    },
    async whisper({ channel }, user, text) {
      const said = fitText(text, 2000);
      await client.call('chat.postEphemeral', {
        channel,
        user,
        text: unlinked(said),
        blocks: [{ type: 'section', text: textOf(said) }],
        parse: 'none',
        link_names: false,
      });
    },
    async teamId() {
      team ??= String((await client.call('auth.test', {})).team_id);
      return team;
    },
    close: () => client.close(),
  };
}
