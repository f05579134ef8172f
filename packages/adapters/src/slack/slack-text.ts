const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/**
 * Somebody's text for a text object: what Slack would read as a mention, a link or a command is shown as it stands. Cut to `most` characters as
 * Slack counts them, behind the escaping and never inside of it.
 */
export function fitText(text: string, most: number): string {
  let fitted = '';
  let beforeEnd = '';
  for (const character of text.trim()) {
    const next = fitted + (entities[character] ?? character);
    if (next.length > most) return `${beforeEnd.trimEnd()}…`;
    if (next.length < most) beforeEnd = next;
    fitted = next;
  }
  return fitted;
}

/** The same, in one line. */
export function fitLine(text: string, most: number): string {
  return fitText(text.replace(/\s+/g, ' '), most);
}

/** For texts that cannot be `verbatim`, such as that of a notification: addresses and names in it are not made links either. */
export function unlinked(text: string): string {
  return text.replace(/:\/\/|[@#]|(?<=\w)\.(?=\w)/g, (found) => `${found}\u2060`);
}

/** A text object. `verbatim`: Slack looks for no addresses and names in it. */
export function textOf(text: string) {
  return { type: 'mrkdwn', text, verbatim: true } as const;
}

/** A label of ours. */
export function label(text: string) {
  return { type: 'plain_text', text } as const;
}
