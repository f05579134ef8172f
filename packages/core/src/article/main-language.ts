import type { Evidence } from './article-generator.ts';

/** Two or three letters; empty for what is no tag, or of a language that nobody knows. Tags come from other systems, and this is told to models. */
const codeOf = (tag: string): string => {
  const code = /^[a-z]{2,3}(?=$|[-_])/iu.exec(tag)?.[0].toLowerCase() ?? '';
  return code === 'und' ? '' : code;
};

/** The language most replies are in; without replies, most passages: the letters its tag begins with. An article has one language. */
export function mainLanguage(evidence: readonly Evidence[]): string {
  const replies = evidence.filter(({ kind }) => kind === 'reply');
  const counts = new Map<string, number>();
  for (const { language } of replies.length > 0 ? replies : evidence) {
    const code = codeOf(language);
    if (code !== '') counts.set(code, (counts.get(code) ?? 0) + 1);
  }
  const [first] = [...counts].sort((left, right) => right[1] - left[1]);
  return first?.[0] ?? 'en';
}

/** What an article in a language can rest on: replies that solved a ticket and passages, in that language or in one that nobody knows. */
export function usableEvidence(evidence: readonly Evidence[], language: string): Evidence[] {
  return evidence.filter(
    (one) =>
      (one.kind === 'passage' || one.resolved) && ['', codeOf(language)].includes(codeOf(one.language)),
  );
}
