import { describe, expect, it } from 'vitest';
import { readQuestion } from './question.ts';

describe('readQuestion', () => {
  it.each([
    ['How do I cancel my order?', 'procedure'],
    ['How much does the pick-up cost?', 'amount'],
    ['How long does a refund take?', 'duration'],
    ['When does the shop open?', 'time'],
    ['Why is the ring red?', 'reason'],
    ['Where is the reset key?', 'place'],
    ['It shows E12. What should I try?', 'procedure'],
    ['Is the battery included?', 'other'],
    ['Wie lange dauert die Erstattung?', 'duration'],
    ['¿Cuánto cuesta el envío?', 'amount'],
  ])('%s asks for: %s', (message, kind) => {
    expect(readQuestion(message).parts[0]?.kind).toBe(kind);
  });

  it('takes the questions out of a message, without greeting and signature', () => {
    const { parts, isStatement } = readQuestion(
      'Hello,\n\nI bought a bike in May. How do I register the frame number? Does the warranty cover belts?\n\nKind regards\nGwen',
    );
    expect(isStatement).toBe(false);
    expect(parts.map(({ text }) => text)).toEqual([
      'How do I register the frame number?',
      'Does the warranty cover belts?',
    ]);
  });

  it('reads a short question with what stands before it', () => {
    const [part] = readQuestion('The display shows P05 while pairing. What does it mean?').parts;
    expect(part?.text).toContain('P05');
    expect([...part!.required]).toContain('p05');
  });

  it('tells what it demands itself from what is named before it', () => {
    const [part] = readQuestion("I'm flying to Mallorca with a PC-630. Allowed?").parts;
    expect([...part!.required]).toEqual(['pc-630', '630']);
    expect([...part!.told]).toEqual(expect.arrayContaining(['mallorca', 'pc-630']));
  });

  it('demands names, numbers and codes, but not the first word', () => {
    const [part] = readQuestion('Can Android 11 phones run the Halo display?').parts;
    expect([...part!.required].sort()).toEqual(['11', 'android', 'halo']);
  });

  it('reads a message without a question as a description', () => {
    expect(readQuestion('My card has not arrived. It was sent in March.')).toMatchObject({
      isStatement: true,
    });
    expect(readQuestion('...').parts).toEqual([]);
  });
});

describe('a question part', () => {
  it('takes kind and focus from the sentence that asks, and the rest as background', () => {
    const [part] = readQuestion('My plan renewed last week. Where might it show?').parts;
    expect(part).toMatchObject({ kind: 'place' });
    const [long] = readQuestion('My card bounced. How many weeks until the locker closes its door?').parts;
    expect(long).toMatchObject({ kind: 'duration' });
    expect([...long!.background.keys()]).toContain('card');
  });
});
