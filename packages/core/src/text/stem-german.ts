const betweenVowels = /(?<=[aeiouyäöü])([uy])(?=[aeiouyäöü])/g;

/** The stem of a German lower-case word: Snowball German (snowballstem.org/algorithms/german/stemmer.html). */
export function stemGerman(input: string): string {
  let word = input.replaceAll('ß', 'ss').replace(betweenVowels, (letter) => letter.toUpperCase());
  const r1 = Math.max(3, regionAfter(word, 0));
  const r2 = regionAfter(word, regionAfter(word, 0));
  word = stepOne(word, r1);
  word = stepTwo(word, r1);
  word = stepThree(word, r1, r2);
  return word.toLowerCase().replaceAll('ä', 'a').replaceAll('ö', 'o').replaceAll('ü', 'u');
}

function regionAfter(word: string, from: number): number {
  const found = /[aeiouyäöü][^aeiouyäöü]/.exec(word.slice(from));
  return found === null ? word.length : from + found.index + 2;
}

function stepOne(word: string, r1: number): string {
  const suffix = /(?:ern|em|er|en|es|e|s)$/.exec(word);
  if (suffix === null || suffix.index < r1) return word;
  const rest = word.slice(0, suffix.index);
  if (suffix[0] === 's') return /[bdfghklmnrt]$/.test(rest) ? rest : word;
  const isPlain = /^(?:e|en|es)$/.test(suffix[0]);
  return isPlain && rest.endsWith('niss') ? rest.slice(0, -1) : rest;
}

function stepTwo(word: string, r1: number): string {
  const suffix = /(?:est|en|er|st)$/.exec(word);
  if (suffix === null || suffix.index < r1) return word;
  const rest = word.slice(0, suffix.index);
  if (suffix[0] === 'st') return /[bdfghklmnt]$/.test(rest) && rest.length >= 4 ? rest : word;
  return rest;
}

function stepThree(word: string, r1: number, r2: number): string {
  const suffix = /(?:isch|lich|heit|keit|end|ung|ig|ik)$/.exec(word);
  if (suffix === null || suffix.index < r2) return word;
  const rest = word.slice(0, suffix.index);
  switch (suffix[0]) {
    case 'end':
    case 'ung': {
      const ig = /(?<!e)ig$/.exec(rest);
      return ig !== null && ig.index >= r2 ? rest.slice(0, ig.index) : rest;
    }
    case 'ig':
    case 'ik':
    case 'isch':
      return rest.endsWith('e') ? word : rest;
    case 'keit': {
      const inner = /(?:lich|ig)$/.exec(rest);
      return inner !== null && inner.index >= r2 ? rest.slice(0, inner.index) : rest;
    }
    default: {
      const inner = /(?:er|en)$/.exec(rest);
      return inner !== null && inner.index >= r1 ? rest.slice(0, inner.index) : rest;
    }
  }
}
