/**
 * Takes the markup of a prompt's own fence out of foreign text, so that no ticket or document can end its fence and speak outside of it.
 * @param tags names of the elements the prompt is built with
 */
export function unfenced(text: string, tags: readonly string[]): string {
  return text.replace(new RegExp(`<(/?(?:${tags.join('|')})\\b)`, 'gi'), '‹$1');
}
