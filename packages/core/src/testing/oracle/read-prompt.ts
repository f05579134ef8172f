import type { ShownIntent } from './oracle-world.ts';

/** The lines between two tags of a prompt; none when it has no such element. */
export function linesOf(prompt: string, tag: string): readonly string[] {
  const [, inner = ''] = new RegExp(`^<${tag}>\\n([\\s\\S]*?)\\n?</${tag}>$`, 'm').exec(prompt) ?? [];
  return inner === '' ? [] : inner.split('\n');
}

/** `t7 some text` as its two parts. */
export function splitLine(line: string): { readonly handle: string; readonly text: string } {
  const at = line.indexOf(' ');
  return at < 0 ? { handle: line, text: '' } : { handle: line.slice(0, at), text: line.slice(at + 1) };
}

/** All intents a prompt offers, in its order. */
export function shownIntents(prompt: string): readonly ShownIntent[] {
  return [...linesOf(prompt, 'catalogue'), ...linesOf(prompt, 'candidates')].map((line) => {
    const { handle, text } = splitLine(line);
    return { handle, name: text };
  });
}
