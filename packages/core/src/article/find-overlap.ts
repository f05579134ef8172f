import type { ArticleId } from '../ids.ts';
import type { ArticleContent, ArticleOverlap } from './article.ts';
import { contentTerms, languageOf } from './group-sentences.ts';

/** Another article and its text. */
export interface OtherArticle {
  readonly id: ArticleId;
  readonly content: ArticleContent;
}

/** A step says the same when this share of the lesser one's content words stands in the other. */
const sameSentence = 0.75;
/** From this share of common steps on, two articles are one. In doubt they are two: a person can still merge them. */
const sameArticle = 0.6;

/**
 * The article that says the same already: the titles are equal, or most steps of the draft stand in it. Of several the one with most of them.
 * Articles of another language are never the same.
 */
export function findOverlap(
  draft: ArticleContent,
  others: readonly OtherArticle[],
): ArticleOverlap | undefined {
  const found = others
    .filter(({ content }) => content.language === draft.language)
    .map(({ id, content }) => ({
      articleId: id,
      title: content.title,
      share: titleKey(content) === titleKey(draft) ? 1 : shareOfSteps(draft, content),
    }))
    .filter(({ share }) => share >= sameArticle)
    .sort((left, right) => right.share - left.share || (left.articleId < right.articleId ? -1 : 1));
  return found[0];
}

const titleKey = ({ title }: ArticleContent): string =>
  title
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{P}]+/gu, ' ')
    .trim();

/** How many of the steps of one article the other one has. */
function shareOfSteps(draft: ArticleContent, other: ArticleContent): number {
  const [own, theirs] = [stepsOf(draft), stepsOf(other)];
  const common = own.filter((step) => theirs.some((other2) => saysSame(step, other2))).length;
  return own.length === 0 ? 0 : common / own.length;
}

const stepsOf = ({ sections, language }: ArticleContent): readonly ReadonlySet<string>[] =>
  sections.flatMap(({ key, sentences }) =>
    key === 'steps' ? sentences.map(({ text }) => contentTerms(text, languageOf(language))) : [],
  );

function saysSame(left: ReadonlySet<string>, right: ReadonlySet<string>): boolean {
  const common = [...left].filter((word) => right.has(word)).length;
  return common >= 2 && common / Math.min(left.size, right.size) >= sameSentence;
}
