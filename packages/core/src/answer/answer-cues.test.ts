import { describe, expect, it } from 'vitest';
import { fitOf, kindOf, measureOf } from './answer-cues.ts';

describe('fitOf', () => {
  it.each([
    ['How much does it weigh?', 'It weighs 23 kg.', 'fit'],
    ['How much does it weigh?', 'It costs 23 EUR.', 'unfit'],
    ['What does it cost?', 'It is free of charge.', 'fit'],
    ['What does it cost?', 'It weighs 23 kg.', 'unfit'],
    ['What would you charge for that?', 'The fee is 25 EUR.', 'fit'],
    ['What is your phone number?', 'Call us on +44 20 7946 0100.', 'fit'],
    ['What is your phone number?', 'Phone us within 14 days.', 'unfit'],
    ['What interest rate do you charge?', 'We charge 8 EUR.', 'unfit'],
    ['How far does it go?', 'It goes 80 km.', 'fit'],
    ['How many days do I have?', 'You have 14 days.', 'fit'],
    ['How many days do I have?', 'You have 14 bikes.', 'unfit'],
    ['How long until it is paused?', 'Day: 10; What happens: It is paused', 'fit'],
    ['What should I do?', 'Code: E12; What to do: Switch it off', 'fit'],
    ['What should I do?', 'letting the card expire\ntaking it off', 'plain'],
    ['Can I return it?', 'You can return it.', 'fit'],
    ['Can I return it?', 'It is red.', 'plain'],
    ['Who makes it?', 'It is red.', 'plain'],
  ])('%s — %s is %s', (question, answer, fit) => {
    const kind = kindOf(question);
    expect(fitOf(answer, kind, measureOf(question, kind))).toBe(fit);
  });
});
