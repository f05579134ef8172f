import { describe, expect, it } from 'vitest';
import { chooseSteps } from './choose-steps.ts';
import { groupSentences, similarityOf } from './group-sentences.ts';
import type { SourceSentence } from './reply-sentences.ts';

const action = (ticket: number, text: string, position: number): SourceSentence => ({
  text,
  role: 'action',
  position,
  span: {
    kind: 'reply',
    ticketId: `t${ticket}` as never,
    messageId: `m${ticket}` as never,
    start: 0,
    end: text.length,
  },
});
const item = (text: string, list: number | undefined, chunk = 'c'): SourceSentence => ({
  text,
  role: 'action',
  position: 0,
  ...(list === undefined ? {} : { list }),
  span: {
    kind: 'passage',
    versionId: 'v' as never,
    chunkId: chunk as never,
    start: 0,
    end: text.length,
    page: 1,
  },
});
const textsOf = (
  actions: readonly SourceSentence[],
  instructions: readonly SourceSentence[] = [],
  relevance?: (one: SourceSentence) => number,
) =>
  chooseSteps(actions, instructions, similarityOf([...actions, ...instructions], 'en'), relevance).map(
    ({ text }) => text,
  );

const several = [
  action(1, 'Hold both display keys for 15 seconds.', 0.2),
  action(2, 'Hold both display keys for 15 seconds.', 0.3),
  action(1, 'Tap Retry in the firmware menu.', 0.8),
  action(3, 'Tap Retry in the firmware menu.', 0.7),
  action(3, 'Charge the battery above half.', 0.1),
  action(2, 'Charge the battery above half.', 0.1),
  action(2, 'Feed the cat.', 0.5),
];
const list = [
  item('Charge the battery above half.', 1),
  item('Hold both display keys for 15 seconds.', 1),
  item('Wait for the green light.', 1),
];

describe('chooseSteps', () => {
  it('takes what several tickets say, in the order agents say it, and nothing seen once', () => {
    expect(textsOf(several)).toEqual([
      'Charge the battery above half.',
      'Hold both display keys for 15 seconds.',
      'Tap Retry in the firmware menu.',
    ]);
  });

  it('follows a list that agents follow, and puts in what several tickets did besides', () => {
    expect(textsOf(several, list)).toEqual([
      'Charge the battery above half.',
      'Hold both display keys for 15 seconds.',
      'Tap Retry in the firmware menu.',
      'Wait for the green light.',
    ]);
  });

  it('leaves a list of another topic alone', () => {
    expect(textsOf(several, list, () => 0.2)).not.toContain('Wait for the green light.');
  });

  it("prefers a document's instruction that an agent gave too over what was seen once", () => {
    const once = [
      action(1, 'Please restart the tracker in the settings menu.', 0.4),
      action(2, 'Feed the cat.', 0.1),
      action(3, 'Ride under the open sky.', 0.9),
    ];
    const prose = [item('Restart the tracker in the settings menu and wait.', undefined)];
    expect(textsOf(once, prose)).toContain('Restart the tracker in the settings menu and wait.');
  });

  it('fills up with what was seen once, but not with personal data', () => {
    const once = [
      action(1, 'Open the settings menu.', 0.1),
      action(2, 'Write to [email] now please.', 0.2),
      action(3, 'Restart the tracker.', 0.3),
    ];
    expect(textsOf(once)).toEqual(['Open the settings menu.', 'Restart the tracker.']);
    expect(textsOf([])).toEqual([]);
  });
});

it('keeps alike sentences apart when their numbers or negations differ', () => {
  const sentences = [
    action(1, 'Return the bike within 14 days of delivery.', 0),
    action(2, 'Return the bike within 30 days of delivery.', 0),
    action(3, 'Return the bike within 14 days of delivery.', 0),
    action(4, 'Do not charge the frozen battery.', 0),
    action(5, 'Charge the frozen battery.', 0),
  ];
  const groups = groupSentences(sentences, similarityOf(sentences, 'en'));
  expect(groups.map(({ support }) => support)).toEqual([2, 1, 1, 1]);
});
