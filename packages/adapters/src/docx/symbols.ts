/** The letters of the font Symbol from code 0x20, and from 0xA0; a blank is a sign that stands for nothing by itself. */
const symbolLow =
  ' !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼';
const symbolHigh = '€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…|—↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊⟨®©™∑';

/** What people put into running text: marks, boxes, arrows, numbers in circles. */
const wingdings =
  '21✏ 22✂ 28☎ 2A✉ 36⌛ 41✌ 45☜ 46☞ 47☝ 48☟ 4A☺ 4B😐 4C☹ 6C● 6E■ 6F□ 71❑ 72❒ 75◆ 76❖ 9F• A7▪ A8□ AB★ D8➢ DF← E0→ E1↑ E2↓ E3↖ E4↗ E5↙ E6↘ E7← E8→ EF⇦ F0⇨ F1⇧ F2⇩ FB✗ FC✓ FD☒ FE☑';
const wingdings2 = '4F✗ 50✓ 51☒ 52☑ 53☒ 54☒ 97• A3□';

const fonts: Readonly<Record<string, ReadonlyMap<number, string>>> = {
  symbol: new Map([...lettersFrom(0x20, symbolLow), ...lettersFrom(0xa0, symbolHigh)]),
  wingdings: new Map([...pairs(wingdings), ...lettersFrom(0x80, '⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿')]),
  'wingdings 2': new Map(pairs(wingdings2)),
};

/** A sign is there, and nobody can tell which. */
const unknown = '□';

/** What a reader sees where the file has a code of a symbol font: `F061` of Symbol is α. Word keeps such codes apart from letters, from U+F000. */
export function symbolOf(code: number, font: string | undefined): string {
  const isPrivate = code >= 0xf000 && code <= 0xf0ff;
  const letters = fonts[(font ?? '').toLowerCase()];
  if (letters !== undefined && (isPrivate || code <= 0xff)) return letters.get(code & 0xff) ?? unknown;
  if (isPrivate) return unknown;
  return Number.isInteger(code) && code >= 0x20 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
}

/** Text in which codes of a symbol font stand among letters. */
export const withSymbols = (text: string, font: string | undefined): string =>
  text.replace(/[\uf000-\uf0ff]/g, (sign) => symbolOf(sign.charCodeAt(0), font));

function lettersFrom(code: number, letters: string): [number, string][] {
  return [...letters].map((letter, at) => [code + at, letter]);
}

function pairs(written: string): [number, string][] {
  return written.split(' ').map((pair) => [Number.parseInt(pair.slice(0, 2), 16), pair.slice(2)]);
}
