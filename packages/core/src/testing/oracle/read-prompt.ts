import type { ShownIntent } from './oracle-world.ts';

/** One line of a prompt: what it is called by, and what it says. */
export interface PromptLine {
  readonly handle: string;
  readonly text: string;
}

/** An item of a prompt with the lines below it. */
export interface PromptItem extends PromptLine {
  readonly lines: readonly PromptLine[];
}

/** The lines between two tags of a prompt; none when it has no such element. */
export function linesOf(prompt: string, tag: string): readonly PromptLine[] {
  const [, inner = ''] = new RegExp(`^<${tag}>\\n([\\s\\S]*?)\\n?</${tag}>$`, 'm').exec(prompt) ?? [];
  return inner === '' ? [] : inner.split('\n').map(splitLine);
}

/** The items of one letter that stand outside of tags (`t1 ...`), each with the lines that follow it. */
export function itemsOf(prompt: string, letter: string): readonly PromptItem[] {
  const outside = prompt.replace(/^<([a-z]+)>\n[\s\S]*?^<\/\1>$/gm, '');
  const [asked = ''] = outside.split('\n\nYour last reply', 1);
  const items: { handle: string; text: string; lines: PromptLine[] }[] = [];
  for (const line of asked.split('\n').map(splitLine)) {
    if (new RegExp(`^${letter}\\d+$`).test(line.handle)) items.push({ ...line, lines: [] });
    else if (line.handle !== '') items.at(-1)?.lines.push(line);
  }
  return items;
}

/** All intents a prompt offers, in its order. */
export function shownIntents(prompt: string): readonly ShownIntent[] {
  return [...linesOf(prompt, 'catalogue'), ...linesOf(prompt, 'candidates')].map(({ handle, text }) => ({
    handle,
    name: text,
  }));
}

/** `t7 some text` as its two parts. */
function splitLine(line: string): PromptLine {
  const at = line.indexOf(' ');
  return at < 0 ? { handle: line, text: '' } : { handle: line.slice(0, at), text: line.slice(at + 1) };
}
