import type { Context } from '../context.ts';
import { collectAll } from '../record.ts';
import type { ArticleContent, Revision, SectionFeedback } from './article.ts';
import { keepUnmentioned } from './check-draft.ts';
import { lostGround } from './lost-ground.ts';

type Part = NonNullable<SectionFeedback['section']>;

const parts: readonly Part[] = ['title', 'summary', 'symptoms', 'cause', 'steps', 'notes', 'sources'];

/**
 * A draft written anew keeps what a person, or a person's feedback, has changed in the revisions before it, byte for byte; the rest is as the new evidence says.
 * A section whose evidence is gone is not kept: nobody could look it up.
 */
export async function keepEdited(
  context: Pick<Context, 'store'>,
  current: Revision,
  next: ArticleContent,
): Promise<ArticleContent> {
  const kept: Part[] = [];
  for (const part of await editedParts(context, current))
    if (await stands(context, current.content, part)) kept.push(part);
  const free = parts.filter((part) => !kept.includes(part));
  return keepUnmentioned(
    current.content,
    next,
    free.map((section) => ({ section, note: '' })),
  );
}

/** What differs between a revision that answers feedback, or that a person wrote, and the one before it, along the way to this one. */
async function editedParts({ store }: Pick<Context, 'store'>, current: Revision): Promise<readonly Part[]> {
  const all = await collectAll(store.revisions, { where: { articleId: current.articleId } });
  const revisions = new Map(all.map((revision) => [revision.id, revision]));
  const edited = new Set<Part>();
  let revision: Revision | undefined = current;
  while (revision?.parentId !== undefined) {
    const parent: Revision | undefined = revisions.get(revision.parentId);
    // Written from the same evidence as the one before it: by a person.
    const isEdit = revision.fingerprint === parent?.fingerprint;
    if (parent !== undefined && (isEdit || revision.feedback.length > 0))
      for (const part of parts)
        if (textOf(parent.content, part) !== textOf(revision.content, part)) edited.add(part);
    revision = parent;
  }
  return [...edited];
}

const textOf = (content: ArticleContent, part: Part): string =>
  part === 'title' || part === 'summary'
    ? content[part]
    : JSON.stringify(
        content.sections.find(({ key }) => key === part)?.sentences.map(({ text }) => text) ?? [],
      );

async function stands(
  context: Pick<Context, 'store'>,
  content: ArticleContent,
  part: Part,
): Promise<boolean> {
  const sections = content.sections.filter(({ key }) => key === part);
  return (await lostGround(context, [{ content: { ...content, sections } }])) === undefined;
}
