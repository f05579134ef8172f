import { expect, it } from 'vitest';
import { romanNumeral } from './list-marker.ts';
import { loweredText, raisedText } from './raised-text.ts';

it('writes numbers above and below the line, and leaves words', () => {
  expect(['6', '-1', 'n', '(n+1)', 'st', 'a1', ''].map(raisedText)).toEqual([
    '⁶',
    '⁻¹',
    'ⁿ',
    '⁽ⁿ⁺¹⁾',
    'st',
    'a1',
    '',
  ]);
  expect(['2', '10', 'max'].map(loweredText)).toEqual(['₂', '₁₀', 'max']);
});

it('writes numerals', () => {
  expect([1, 4, 9, 14, 40, 1994, 3999, 0, 4000].map(romanNumeral)).toEqual([
    'I',
    'IV',
    'IX',
    'XIV',
    'XL',
    'MCMXCIV',
    'MMMCMXCIX',
    '0',
    '4000',
  ]);
});
