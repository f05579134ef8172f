const plain: Record<string, string> = { á: 'a', é: 'e', í: 'i', ó: 'o', ú: 'u' };
const withoutAccents = (word: string) => word.replace(/[áéíóú]/g, (letter) => plain[letter] ?? letter);

const pronoun = /(?:selas|selos|sela|selo|las|les|los|nos|me|se|la|le|lo)$/;
const verbY = /(?:yeron|yendo|yamos|yais|yan|yen|yas|yes|ya|ye|yo|yó)$/;
const verbOther =
  /(?:iésemos|iéramos|iríamos|eríamos|aríamos|áramos|ásemos|ierais|ieseis|iremos|asteis|isteis|eremos|aremos|iríais|eríais|aríais|ábamos|abais|arais|aseis|íamos|ieran|iesen|ieron|iendo|ieras|ieses|irían|irías|erían|erías|arían|arías|iréis|eréis|aréis|aron|aban|aran|asen|ando|abas|adas|idas|aras|ases|íais|ados|idos|amos|imos|iera|iese|iste|aste|irán|irás|iría|erán|erás|ería|arán|arás|aría|ían|ado|ido|ías|aba|ada|ida|ara|ase|iré|eré|aré|irá|erá|ará|ían|áis|ad|ed|id|an|ió|ar|er|ir|as|ía|ís)$/;

/** The stem of a Spanish lower-case word: Snowball Spanish (snowballstem.org/algorithms/spanish/stemmer.html). */
export function stemSpanish(input: string): string {
  const rv = regionVerb(input);
  const r1 = regionAfter(input, 0);
  const r2 = regionAfter(input, r1);
  let word = dropPronoun(input, rv);
  const stripped = dropSuffix(word, r1, r2);
  word = stripped === word ? dropVerbEnding(word, rv) : stripped;
  return withoutAccents(dropResidue(word, rv));
}

function regionAfter(word: string, from: number): number {
  const found = /[aeiouáéíóúü][^aeiouáéíóúü]/.exec(word.slice(from));
  return found === null ? word.length : from + found.index + 2;
}

function regionVerb(word: string): number {
  const isVowel = (at: number) => /[aeiouáéíóúü]/.test(word[at] ?? '');
  const find = (from: number, wanted: boolean) => {
    for (let at = from; at < word.length; at++) if (isVowel(at) === wanted) return at + 1;
    return word.length;
  };
  if (!isVowel(1)) return find(2, true);
  return isVowel(0) ? find(2, false) : Math.min(3, word.length);
}

function dropPronoun(word: string, rv: number): string {
  const found = pronoun.exec(word);
  if (found === null || found.index < rv) return word;
  const rest = word.slice(0, found.index);
  const gerund = /(?:iéndo|ándo|ár|ér|ír)$/.exec(rest);
  if (gerund !== null) return gerund.index >= rv ? withoutAccents(rest) : word;
  const verb = /(?:iendo|ando|ar|er|ir)$/.exec(rest);
  if (verb !== null) return verb.index >= rv ? rest : word;
  return rest.endsWith('uyendo') && rest.length - 5 >= rv ? rest : word;
}

const suffixRules: readonly (readonly [RegExp, 'r1' | 'r2', string, RegExp?])[] = [
  [/amientos?$|imientos?$|anzas?$|icos?$|icas?$|ismos?$|[ai]bles?$|istas?$|os[oa]s?$/, 'r2', ''],
  [/ador(?:a|es|as)?$|acion(?:es)?$|ación$|antes?$|ancias?$/, 'r2', '', /ic$/],
  [/logías?$/, 'r2', 'log'],
  [/ución$|uciones$/, 'r2', 'u'],
  [/encias?$/, 'r2', 'ente'],
  [/amente$/, 'r1', '', /ativ$|iv$|os$|ic$|ad$/],
  [/mente$/, 'r2', '', /ante$|able$|ible$/],
  [/idad(?:es)?$/, 'r2', '', /abil$|ic$|iv$/],
  [/iv[oa]s?$/, 'r2', '', /at$/],
];

function dropSuffix(word: string, r1: number, r2: number): string {
  for (const [pattern, region, replacement, inner] of suffixRules) {
    const found = pattern.exec(word);
    if (found === null) continue;
    if (found.index < (region === 'r1' ? r1 : r2)) return word;
    const rest = word.slice(0, found.index) + replacement;
    const deeper = inner?.exec(rest);
    return deeper && deeper.index >= r2 ? rest.slice(0, deeper.index) : rest;
  }
  return word;
}

function dropVerbEnding(word: string, rv: number): string {
  const region = word.slice(rv);
  const y = verbY.exec(region);
  if (y !== null && word[rv + y.index - 1] === 'u') return word.slice(0, rv + y.index);
  const tail = /(?:emos|éis|en|es)$/.exec(region);
  const found = verbOther.exec(region);
  if (found !== null && (tail === null || found.index <= tail.index)) return word.slice(0, rv + found.index);
  if (tail === null) return word;
  const rest = word.slice(0, rv + tail.index);
  return rest.endsWith('gu') ? rest.slice(0, -1) : rest;
}

function dropResidue(word: string, rv: number): string {
  const found = /(?:os|a|o|á|í|ó|e|é)$/.exec(word);
  if (found === null || found.index < rv) return word;
  const rest = word.slice(0, found.index);
  const isE = found[0] === 'e' || found[0] === 'é';
  return isE && rest.endsWith('gu') && rest.length - 1 >= rv ? rest.slice(0, -1) : rest;
}
