/** The mark in front of a list item: `- `, `• `, `3. `, `(2) `, `b) `. */
const listMarker = /^\s*(?:[-*•–]|\(?\d{1,3}[.)]|[a-z][.)])\s+/u;

/** Whether a line of a document's text is a list item. */
export const isListItem = (line: string): boolean => listMarker.test(line);

/** Length of the mark in front of a list item, 0 when there is none. */
export const markerLength = (line: string): number => listMarker.exec(line)?.[0].length ?? 0;
