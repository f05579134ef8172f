import type { ArticleId, RevisionId, WorkspaceId } from '@ticket-ai/core';
import { label } from './slack-text.ts';

/** Which draft a button decides about. */
export interface DraftReference {
  readonly workspaceId: WorkspaceId;
  readonly articleId: ArticleId;
  readonly revisionId: RevisionId;
}

/** Where a message is. */
export interface MessagePlace {
  readonly channel: string;
  /** Slack's id of a message inside its channel. */
  readonly ts: string;
}

export const approveAction = 'ticket-ai-approve';
export const changesAction = 'ticket-ai-request-changes';
export const changesView = 'ticket-ai-changes';
export const noteBlock = 'note';
export const noteAction = 'text';

/** Approve and Request changes. Approving asks once more: it publishes. */
export function reviewButtons(draft: DraftReference): readonly object[] {
  const value = JSON.stringify(draft);
  return [
    {
      type: 'button',
      action_id: approveAction,
      style: 'primary',
      text: label('Approve'),
      value,
      confirm: {
        title: label('Approve this draft?'),
        text: label('It is published as it stands.'),
        confirm: label('Approve'),
        deny: label('Not yet'),
      },
    },
    { type: 'button', action_id: changesAction, text: label('Request changes'), value },
  ];
}

/** The form that asks what should change. It carries the draft and the message it came from. */
export function changesForm(draft: DraftReference, place: MessagePlace): object {
  return {
    type: 'modal',
    callback_id: changesView,
    private_metadata: JSON.stringify({ draft, place }),
    title: label('Request changes'),
    submit: label('Send'),
    close: label('Cancel'),
    blocks: [
      {
        type: 'input',
        block_id: noteBlock,
        label: label('What should change?'),
        element: {
          type: 'plain_text_input',
          action_id: noteAction,
          multiline: true,
          min_length: 1,
          max_length: 3000,
        },
      },
    ],
  };
}
