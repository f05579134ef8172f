import type { ArticleId, RevisionId, WorkspaceId } from '@ticket-ai/core';
import {
  approveAction,
  changesAction,
  changesView,
  type DraftReference,
  type MessagePlace,
  noteAction,
  noteBlock,
} from './review-message.ts';

/** Who pressed, about which draft, in which message. */
interface Pressed {
  /** Slack's id of the person, such as `U0123456789`. */
  readonly userId: string;
  /** Slack's id of the workspace the person belongs to. */
  readonly teamId: string | undefined;
  readonly draft: DraftReference;
  readonly place: MessagePlace;
}

/** What somebody did with a message of ours; `other`: something that asks for nothing, such as a button that is a link. */
export type SlackAction =
  | ({ readonly kind: 'approve' } & Pressed)
  /** The form is to be opened, within three seconds. */
  | ({ readonly kind: 'ask-changes'; readonly triggerId: string } & Pressed)
  | ({ readonly kind: 'request-changes'; readonly note: string } & Pressed)
  | { readonly kind: 'other' };

const other = { kind: 'other' } as const;

/** Reads the body of an interaction, which is a form with one field of JSON. What is not ours, or not whole, is `other`. */
export function readInteraction(body: string): SlackAction {
  const payload = parse(new URLSearchParams(body).get('payload') ?? '');
  const who = { userId: textAt(payload, 'user', 'id') ?? '', teamId: textAt(payload, 'user', 'team_id') };
  if (!/^[UW][A-Z0-9]{1,40}$/.test(who.userId)) return other;
  const type = textAt(payload, 'type');
  if (type === 'block_actions') return readPress(payload, who);
  if (type === 'view_submission') return readForm(payload, who);
  return other;
}

type Who = Pick<Pressed, 'userId' | 'teamId'>;

function readPress(payload: unknown, who: Who): SlackAction {
  const action = textAt(payload, 'actions', '0', 'action_id');
  const draft = readDraft(parse(textAt(payload, 'actions', '0', 'value') ?? ''));
  const place = readPlace({
    channel: textAt(payload, 'container', 'channel_id'),
    ts: textAt(payload, 'container', 'message_ts'),
  });
  if (draft === undefined || place === undefined) return other;
  const pressed = { ...who, draft, place };
  if (action === approveAction) return { kind: 'approve', ...pressed };
  const triggerId = textAt(payload, 'trigger_id');
  if (action === changesAction && triggerId !== undefined)
    return { kind: 'ask-changes', triggerId, ...pressed };
  return other;
}

function readForm(payload: unknown, who: Who): SlackAction {
  if (textAt(payload, 'view', 'callback_id') !== changesView) return other;
  const carried = parse(textAt(payload, 'view', 'private_metadata') ?? '');
  const [draft, place] = [readDraft(at(carried, 'draft')), readPlace(at(carried, 'place'))];
  const note = textAt(payload, 'view', 'state', 'values', noteBlock, noteAction, 'value') ?? '';
  if (draft === undefined || place === undefined) return other;
  return { kind: 'request-changes', note: note.trim(), ...who, draft, place };
}

function readDraft(value: unknown): DraftReference | undefined {
  const [workspaceId, articleId, revisionId] = ['workspaceId', 'articleId', 'revisionId'].map((name) =>
    textAt(value, name),
  );
  if (workspaceId === undefined || articleId === undefined || revisionId === undefined) return undefined;
  return {
    workspaceId: workspaceId as WorkspaceId,
    articleId: articleId as ArticleId,
    revisionId: revisionId as RevisionId,
  };
}

function readPlace(value: unknown): MessagePlace | undefined {
  const [channel, ts] = [textAt(value, 'channel'), textAt(value, 'ts')];
  return channel === undefined || ts === undefined ? undefined : { channel, ts };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function at(value: unknown, ...path: readonly string[]): unknown {
  let found = value;
  for (const name of path)
    found =
      typeof found === 'object' && found !== null && Object.hasOwn(found, name)
        ? Reflect.get(found, name)
        : undefined;
  return found;
}

function textAt(value: unknown, ...path: readonly string[]): string | undefined {
  const found = at(value, ...path);
  return typeof found === 'string' && found.length > 0 ? found : undefined;
}
