import { describe, expect, it } from 'vitest';
import { applyFeedback } from './apply-feedback.ts';
import type { ArticleContent, ArticleSectionKey, SectionFeedback } from './article.ts';
import { similarityOf } from './group-sentences.ts';
import type { SourceSentence } from './reply-sentences.ts';

const section = (key: ArticleSectionKey, texts: readonly string[]) => ({
  key,
  heading: key,
  sentences: texts.map((text, index) => ({
    text,
    evidence: [],
    support: texts.length - index,
    verified: true,
  })),
});
const steps = ['Open the app.', 'Tap Care.', 'Tap Manage plan.', 'Wipe the fridge.', 'Confirm it.'];
const previous: ArticleContent = {
  title: 'Old title',
  summary: 'Old summary.',
  method: 'extractive',
  language: 'en',
  sections: [section('steps', steps), section('notes', ['It takes five days.'])],
};
const source: SourceSentence = {
  text: 'Restart the phone once.',
  role: 'action',
  position: 0,
  span: { kind: 'reply', ticketId: 't' as never, messageId: 'm' as never, start: 0, end: 5 },
};
function apply(...feedback: readonly SectionFeedback[]) {
  const { content, remarks } = applyFeedback(
    previous,
    feedback,
    [source],
    similarityOf([source], 'en'),
    'en',
  );
  const texts = (key: ArticleSectionKey) =>
    content.sections.find((one) => one.key === key)?.sentences.map(({ text }) => text);
  return { content, remarks, steps: texts('steps'), texts };
}
const note = (text: string): SectionFeedback => ({ section: 'steps', note: text });

describe('applyFeedback', () => {
  it.each([
    ['remove step 4', ['Open the app.', 'Tap Care.', 'Tap Manage plan.', 'Confirm it.']],
    ['remove steps 2-4', ['Open the app.', 'Confirm it.']],
    [
      'remove the sentence about the fridge',
      ['Open the app.', 'Tap Care.', 'Tap Manage plan.', 'Confirm it.'],
    ],
    [
      'move step 5 to the top',
      ['Confirm it.', 'Open the app.', 'Tap Care.', 'Tap Manage plan.', 'Wipe the fridge.'],
    ],
    [
      'move step 1 to the end',
      ['Tap Care.', 'Tap Manage plan.', 'Wipe the fridge.', 'Confirm it.', 'Open the app.'],
    ],
    [
      'move step 4 before step 2',
      ['Open the app.', 'Wipe the fridge.', 'Tap Care.', 'Tap Manage plan.', 'Confirm it.'],
    ],
    [
      'move step 1 after step 3',
      ['Tap Care.', 'Tap Manage plan.', 'Open the app.', 'Wipe the fridge.', 'Confirm it.'],
    ],
    ['swap 1 and 2', ['Tap Care.', 'Open the app.', 'Tap Manage plan.', 'Wipe the fridge.', 'Confirm it.']],
    ['make it shorter', ['Open the app.', 'Tap Care.', 'Tap Manage plan.']],
    ['add that the phone must restart', [...steps, 'Restart the phone once.']],
  ])('%s', (text, expected) => {
    const applied = apply(note(text));
    expect(applied.steps).toEqual(expected);
    expect(applied.remarks).toEqual([]);
    expect(applied.content.sections.find(({ key }) => key === 'notes')).toEqual(previous.sections[1]);
    expect(applied.content.title).toBe('Old title');
  });

  it('counts steps as the reviewer saw them, over several notes', () => {
    expect(
      apply(note('remove step 1'), note('remove step 2'), note('move step 5 before step 3')).steps,
    ).toEqual(['Confirm it.', 'Tap Manage plan.', 'Wipe the fridge.']);
  });

  it.each([
    ['remove step 9', 'there is no number 9'],
    ['move step 1 before step 7', 'there is no number 7'],
    ['swap 8 and 1', 'there is no number 8'],
    ['remove the part about unicorns', 'no sentence of the section says that'],
    ['add the opening hours of the shop', 'no reply or document says that'],
    ['say "Open your app" should be friendlier, rename it to "x y"', 'cannot be rewritten'],
    ['friendlier, please', 'was not understood'],
  ])('reports what it cannot do: %s', (text, reason) => {
    const applied = apply(note(text));
    expect(applied.steps).toEqual(steps);
    expect(applied.remarks).toHaveLength(1);
    expect(applied.remarks[0]).toContain(reason);
  });

  it('does not shorten two sentences', () => {
    expect(apply(note('remove steps 1-3'), note('shorter')).remarks[0]).toContain('two sentences or fewer');
  });

  it('finds the section a note speaks of, and the steps otherwise', () => {
    expect(apply({ note: 'Remove the note about five days' }).texts('notes')).toBeUndefined();
    expect(apply({ note: 'Change the title to "New title"' }).content.title).toBe('New title');
    expect(apply({ note: 'remove "fridge"' }).steps).not.toContain('Wipe the fridge.');
  });

  it('sets a title in quotation marks, and asks for them', () => {
    expect(apply({ section: 'title', note: 'Call it "Ending a plan"' }).content.title).toBe('Ending a plan');
    expect(apply({ section: 'summary', note: 'nicer please' }).remarks[0]).toContain('quotation marks');
  });
});
