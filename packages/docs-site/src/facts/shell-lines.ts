/** Command lines of the program in a guide's shell blocks, without what the shell does with them. */
export function commandLines(text: string): string[] {
  const blocks = [...text.matchAll(/```(?:sh|bash)\n(.*?)```/gs)].map(([, block = '']) => block);
  return blocks
    .flatMap((block) => block.split('\n'))
    .flatMap((line) => /(?:^|\s|\| )(?:npx )?ticket-ai (.*)$/.exec(line)?.[1] ?? [])
    .map((line) => /^(?:"[^"]*"|'[^']*'|\s?[^\s"'#>|&]+|\s(?=["']))*/.exec(line)?.[0] ?? '');
}

/** The words of a command line as a shell would pass them. */
export function wordsOf(line: string): string[] {
  return [...line.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(
    ([, double, single, plain]) => double ?? single ?? plain ?? '',
  );
}
