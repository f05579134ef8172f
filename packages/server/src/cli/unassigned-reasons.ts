import type { ReportReason } from '../report/report-data.ts';

/** Words for why a ticket has no intent. */
export const unassignedReasons: readonly ReportReason[] = [
  {
    code: 'no-text',
    label: 'there was no text to read',
    advice: 'Look whether the export left the body out.',
  },
  {
    code: 'too-few-alike',
    label: 'no other ticket was enough like it to make an intent',
    advice: 'They wait: when similar tickets come in, the next discovery makes an intent of them.',
  },
  {
    code: 'scattered',
    label: 'the tickets most like them are not like each other (spam, thanks, what fits nowhere)',
    advice: 'Look through them; move single ones by hand.',
  },
  {
    code: 'too-unlike',
    label: 'it was unlike every known intent',
    advice: 'Run a discovery to find what is new in them.',
  },
  {
    code: 'ambiguous',
    label: 'several intents were equally close',
    advice: 'Move it by hand, or merge the intents when they mean the same.',
  },
  { code: 'person', label: 'a person decided that no intent fits' },
  { code: 'not-looked-at', label: 'no discovery has seen it yet', advice: 'Run a discovery.' },
];
