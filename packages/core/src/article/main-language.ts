import type { Evidence } from './article-generator.ts';

const codeOf = (language: string): string => language.slice(0, 2).toLowerCase();

/** The language most replies are in; without replies, most passages: its two letters. An article has one language. */
export function mainLanguage(evidence: readonly Evidence[]): string {
  const replies = evidence.filter(({ kind }) => kind === 'reply');
  const counts = new Map<string, number>();
  for (const { language } of replies.length > 0 ? replies : evidence) {
    const code = codeOf(language);
    if (code !== 'un' && code !== '') counts.set(code, (counts.get(code) ?? 0) + 1);
  }
  const [first] = [...counts].sort((left, right) => right[1] - left[1]);
  return first?.[0] ?? 'en';
}

/** What an article in a language can rest on: replies that solved a ticket and passages, in that language or in one that nobody knows. */
export function usableEvidence(evidence: readonly Evidence[], language: string): Evidence[] {
  return evidence.filter(
    (one) =>
      (one.kind === 'passage' || one.resolved) &&
      (one.language === 'und' || one.language === '' || codeOf(one.language) === language),
  );
}
