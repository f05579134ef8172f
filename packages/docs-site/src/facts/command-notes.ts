/** What the help has no room for, by command. Markdown. */
export const commandNotes: Readonly<Record<string, string>> = {
  cluster: `\`--out\` writes one line per ticket, in the order of the input, with this header:

\`\`\`text
id,intent_id,intent,l1,l2,l3,confidence,decision
\`\`\`

\`id\` is the input's own id (or the row number where there is none). An empty \`intent_id\` means: left unassigned. \`confidence\` is 0 to 1.
\`decision\` is \`discovered\`, \`matched\`, \`provisional\`, \`unassigned\` or \`person\`. Duplicates keep their rows. A name that a spreadsheet
would run as a formula begins with an apostrophe.

Rejected rows go to \`<file>.rejected.csv\` (\`line,column,reason,text\`), and the exit code is 3. Without a rejected row no such file is written.`,
  import: `A ticket is known by its source and its own id: the same file again doubles nothing. An import that was stopped goes on where it was
when you give the same command again. See [input formats](/docs/guides/input-formats/).`,
  'intents undo':
    'Renaming, merging, splitting and moving can be taken back, the latest first, or one of them by the id of its event.',
  'articles review':
    'An approved article is published at once; `articles publish` is short for the approval.',
  ask: 'An abstention is a result: the exit code is 0.',
  parse: `\`needs_ocr\`: the pages are pictures. \`encrypted\`: a password is needed. \`garbled\`: the text comes out as nonsense. With \`--json\` the
document is always printed, whatever the exit code.`,
  serve: 'See [the server](/docs/guides/server/).',
  'eval pairs': 'See [how to trust a clustering](/docs/guides/trust-a-clustering/).',
  'eval stability': 'See [how to trust a clustering](/docs/guides/trust-a-clustering/).',
  'eval gate': 'See [how to trust a clustering](/docs/guides/trust-a-clustering/#hold-it-in-ci).',
  'eval retrieval': '`--run` writes `query_id`, `doc_id` and `score`, with tabs between.',
};
