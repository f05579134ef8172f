import type { EventRow, NoticeSubject } from '@ticket-ai/core';
import { reviewButtons } from './review-message.ts';
import { fitLine, fitText, textOf, unlinked } from './slack-text.ts';

/** What is posted. */
export interface SlackMessage {
  /** For notifications, and for readers without blocks. */
  readonly text: string;
  readonly blocks: readonly object[];
}

/** What a message may offer. */
export interface NoticeOptions {
  /** Whether somebody answers the buttons of a review. */
  readonly canReview: boolean;
  /** Where articles are read, without a slash at the end. */
  readonly siteUrl?: string | undefined;
}

/** The message about an event; `undefined`: nobody is told of it. */
export function noticeMessage(
  row: EventRow,
  { article, intent }: NoticeSubject,
  options: NoticeOptions,
): SlackMessage | undefined {
  const { event } = row;
  const about = intent === undefined ? undefined : fitLine(intent, 300);
  switch (event.type) {
    case 'article-drafted':
      return article === undefined
        ? plain('A draft of a help article waits for review.')
        : draftMessage(row, article, about, options);
    case 'intent-surged':
      return plain(
        `${about === undefined ? 'Tickets without an intent' : `“${about}”`} surged on ${event.day}: ${event.tickets} tickets, where ${oneDecimal(event.expected)} were expected.`,
      );
    case 'intents-drifted':
      return plain(
        `What customers ask about has shifted on ${event.day} (stability index ${oneDecimal(event.stabilityIndex)}).`,
      );
    case 'topic-emerged':
      return plain(`A new topic on ${event.day}: ${event.tickets} tickets are alike and fit no intent.`);
    case 'work-held-up':
      return plain(
        `Work is held up: \`${event.job}\` waits since ${new Date(event.since).toISOString()}, because what it stands on is away. It goes on by itself.`,
      );
    default:
      return undefined;
  }
}

function plain(text: string): SlackMessage {
  return { text: unlinked(text), blocks: [{ type: 'section', text: textOf(text) }] };
}

function draftMessage(
  { workspaceId }: EventRow,
  { id, revisionId, title, summary, remark }: NonNullable<NoticeSubject['article']>,
  intent: string | undefined,
  { canReview, siteUrl }: NoticeOptions,
): SlackMessage {
  const name = fitLine(title, 300);
  const notes = [
    ...(intent === undefined ? [] : [`Intent: ${intent}`]),
    ...(remark === undefined ? [] : [`To know: ${fitText(remark, 1000)}`]),
  ];
  const buttons = [
    ...(canReview ? reviewButtons({ workspaceId, articleId: id, revisionId }) : []),
    ...(siteUrl === undefined
      ? []
      : [
          {
            type: 'button',
            action_id: 'ticket-ai-read',
            text: { type: 'plain_text', text: 'Read it' },
            url: `${siteUrl}/articles#${encodeURIComponent(id)}`,
          },
        ]),
  ];
  return {
    text: unlinked(`A draft waits for review: ${name}`),
    blocks: [
      {
        type: 'section',
        text: textOf(`A draft waits for review: *${name}*\n${fitText(summary, 2400)}`),
      },
      ...(notes.length === 0 ? [] : [{ type: 'context', elements: notes.map(textOf) }]),
      ...(buttons.length === 0 ? [] : [{ type: 'actions', elements: buttons }]),
    ],
  };
}

function oneDecimal(number: number): string {
  return String(Math.round(number * 10) / 10);
}
