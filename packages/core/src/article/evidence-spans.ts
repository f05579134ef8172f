import type { EvidenceSpan, Revision } from './article.ts';

/** Every place that a revision rests on. */
export function evidenceSpans({ content }: Pick<Revision, 'content'>): readonly EvidenceSpan[] {
  return content.sections.flatMap(({ sentences }) => sentences.flatMap(({ evidence }) => evidence));
}
