const raised: Readonly<Record<string, string>> = pairs('0123456789+-−=()ni', '⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ');
const lowered: Readonly<Record<string, string>> = pairs('0123456789+-−=()', '₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎');

function pairs(plain: string, shifted: string): Readonly<Record<string, string>> {
  const signs = [...shifted];
  return Object.fromEntries([...plain].map((sign, at) => [sign, signs[at] ?? sign]));
}

/** Numbers and signs above the line, for text that has no other way to say so: `10⁶`. Text with other characters stays as it is. */
export const raisedText = (text: string): string => shift(text, raised);

/** Numbers and signs below the line: `H₂O`. Text with other characters stays as it is. */
export const loweredText = (text: string): string => shift(text, lowered);

function shift(text: string, signs: Readonly<Record<string, string>>): string {
  const shifted = [...text].map((sign) => signs[sign]);
  return shifted.every((sign) => sign !== undefined) ? shifted.join('') : text;
}
