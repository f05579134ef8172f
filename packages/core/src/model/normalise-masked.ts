import { normaliseText } from '../text/normalise.ts';
import { personalDataMask } from './mask-personal-data.ts';

/**
 * A text as {@link normaliseText} gives it, with `<name>`, `<phone>` and so on in place of personal data. It is masked before: capitals tell
 * names and secrets, and normalised text has none.
 * @param names of people that may stand in it, besides those it greets and is signed with
 */
export function normaliseMasked(text: string, names: readonly string[] = []): string {
  const masked = personalDataMask().mask(text, names);
  return normaliseText(masked.replace(/⟦([A-Z]+)_\d+⟧/g, (_, kind: string) => `<${kind.toLowerCase()}>`));
}
