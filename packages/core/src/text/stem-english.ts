const vowel = /[aeiouy]/;
const endsShortSyllable = /(?:[^aeiouy][aeiouy][^aeiouywxY]|^[aeiouy][^aeiouy])$/;

const irregular = new Map([
  ['skis', 'ski'],
  ['skies', 'sky'],
  ['dying', 'die'],
  ['lying', 'lie'],
  ['tying', 'tie'],
  ['idly', 'idl'],
  ['gently', 'gentl'],
  ['ugly', 'ugli'],
  ['early', 'earli'],
  ['only', 'onli'],
  ['singly', 'singl'],
]); // prettier-ignore
const unchanged = new Set(
  'sky news howe atlas cosmos bias andes inning outing canning herring earring proceed exceed succeed'.split(
    ' ',
  ),
);

const step2 = new Map([
  ['ization', 'ize'],
  ['ational', 'ate'],
  ['fulness', 'ful'],
  ['ousness', 'ous'],
  ['iveness', 'ive'],
  ['tional', 'tion'],
  ['biliti', 'ble'],
  ['lessli', 'less'],
  ['entli', 'ent'],
  ['ation', 'ate'],
  ['alism', 'al'],
  ['aliti', 'al'],
  ['ousli', 'ous'],
  ['iviti', 'ive'],
  ['fulli', 'ful'],
  ['enci', 'ence'],
  ['anci', 'ance'],
  ['abli', 'able'],
  ['izer', 'ize'],
  ['ator', 'ate'],
  ['alli', 'al'],
  ['bli', 'ble'],
  ['ogi', 'og'],
  ['li', ''],
]);
const step3 = new Map([
  ['ational', 'ate'],
  ['tional', 'tion'],
  ['alize', 'al'],
  ['icate', 'ic'],
  ['iciti', 'ic'],
  ['ative', ''],
  ['ical', 'ic'],
  ['ness', ''],
  ['ful', ''],
]);
const step4 = [
  'ement',
  'ance',
  'ence',
  'able',
  'ible',
  'ment',
  'ant',
  'ent',
  'ism',
  'ate',
  'iti',
  'ous',
  'ive',
  'ize',
  'ion',
  'al',
  'er',
  'ic',
];

/** The stem of an English lower-case word: Porter2 (snowballstem.org/algorithms/english/stemmer.html). */
export function stemEnglish(input: string): string {
  if (input.length <= 2) return input;
  let word = input.startsWith("'") ? input.slice(1) : input;
  const fixed = irregular.get(word);
  if (fixed !== undefined) return fixed;
  if (unchanged.has(word)) return word;
  word = word.replace(/^y|(?<=[aeiouy])y/g, 'Y');
  const r1 = regionOne(word);
  const r2 = regionAfter(word, r1);
  word = word.replace(/(?:'s'|'s|')$/, '');
  word = stepOneA(word);
  if (unchanged.has(word)) return word;
  word = stepOneB(word, r1);
  if (word.length > 2 && /[^aeiouy][yY]$/.test(word)) word = `${word.slice(0, -1)}i`;
  word = replaceLongest(word, step2, (suffix, at) => {
    if (suffix === 'ogi') return at >= r1 && word[at - 1] === 'l';
    if (suffix === 'li') return at >= r1 && /[cdeghkmnrt]/.test(word[at - 1] ?? '');
    return at >= r1;
  });
  word = replaceLongest(word, step3, (suffix, at) => at >= (suffix === 'ative' ? r2 : r1));
  word = stepFour(word, r2);
  return stepFive(word, r1, r2).replaceAll('Y', 'y');
}

function regionAfter(word: string, from: number): number {
  const found = /[aeiouy][^aeiouy]/.exec(word.slice(from));
  return found === null ? word.length : from + found.index + 2;
}

function regionOne(word: string): number {
  const prefix = /^(?:gener|commun|arsen)/.exec(word);
  return prefix === null ? regionAfter(word, 0) : prefix[0].length;
}

function stepOneA(word: string): string {
  if (word.endsWith('sses')) return word.slice(0, -2);
  if (/(?:ied|ies)$/.test(word)) return word.length > 4 ? word.slice(0, -2) : word.slice(0, -1);
  if (/(?:us|ss)$/.test(word) || !word.endsWith('s')) return word;
  return vowel.test(word.slice(0, -2)) ? word.slice(0, -1) : word;
}

function stepOneB(word: string, r1: number): string {
  const eed = /(?:eedly|eed)$/.exec(word);
  if (eed !== null) return eed.index >= r1 ? `${word.slice(0, eed.index)}ee` : word;
  const suffix = /(?:ingly|edly|ing|ed)$/.exec(word);
  if (suffix === null || !vowel.test(word.slice(0, suffix.index))) return word;
  const rest = word.slice(0, suffix.index);
  if (/(?:at|bl|iz)$/.test(rest)) return `${rest}e`;
  if (/(?:bb|dd|ff|gg|mm|nn|pp|rr|tt)$/.test(rest)) return rest.slice(0, -1);
  return r1 >= rest.length && endsShortSyllable.test(rest) ? `${rest}e` : rest;
}

function replaceLongest(
  word: string,
  table: ReadonlyMap<string, string>,
  allowed: (suffix: string, at: number) => boolean,
): string {
  for (const [suffix, replacement] of table) {
    if (!word.endsWith(suffix)) continue;
    const at = word.length - suffix.length;
    return allowed(suffix, at) ? word.slice(0, at) + replacement : word;
  }
  return word;
}

function stepFour(word: string, r2: number): string {
  const suffix = step4.find((candidate) => word.endsWith(candidate));
  if (suffix === undefined) return word;
  const at = word.length - suffix.length;
  if (at < r2 || (suffix === 'ion' && !/[st]/.test(word[at - 1] ?? ''))) return word;
  return word.slice(0, at);
}

function stepFive(word: string, r1: number, r2: number): string {
  const last = word.length - 1;
  const rest = word.slice(0, last);
  if (word.endsWith('e') && (last >= r2 || (last >= r1 && !endsShortSyllable.test(rest)))) return rest;
  if (word.endsWith('ll') && last >= r2) return rest;
  return word;
}
