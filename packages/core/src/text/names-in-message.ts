// Every repetition is bounded: mail is full of blank lines, and a pattern that tries each of them anew takes hours for a megabyte.
const greeting =
  /^[^\S\n]{0,20}¡?(?:hi|hello|hey|dear|good (?:morning|afternoon|evening)|hallo|moin|guten (?:tag|morgen|abend)|sehr geehrte[rs]?|liebe[rs]?|hola|estimad[oa]s?|querid[oa]s?|buen[oa]s (?:d[ií]as|tardes|noches))[,!]?\s{1,5}(?:(?:mr|mrs|ms|dr|herr|frau|se[nñ]or|se[nñ]ora|sr|sra)\.?\s{1,5})?([\p{Lu}][\p{L}'’-]{1,60}(?:[^\S\n]{1,5}[\p{Lu}][\p{L}'’-]{1,60})?)/imu;
/** Not at the beginning of a line: a comma tells that somebody is spoken to. */
const address =
  /(?<![\p{L}\p{N}])(?:[Hh]i|[Hh]ello|[Hh]ey|[Dd]ear|[Hh]allo|[Ss]ehr geehrte[rs]?|[Ll]iebe[rs]?|[Hh]ola|[Ee]stimad[oa]s?|[Qq]uerid[oa]s?)\s{1,5}(?:(?:Mr|Mrs|Ms|Dr|Herr|Frau|Se[nñ]ora?|se[nñ]ora?|Sra?|sra?)\.?\s{1,5})?(\p{Lu}[\p{L}'’-]{1,60}(?: \p{Lu}[\p{L}'’-]{1,60})?)[,!]/gu;
const closing =
  /\b(?:(?:(?:best|kind|warm|many)\s{1,5})?(?:regards|wishes)|cheers|best|sincerely|thanks|yours|gr[uü](?:ß|ss)e?n?|dank|danke|saludos?(?: cordial(?:es)?)?|atentamente|gracias)\s{0,5}[,!.]?\s{1,5}([\p{Lu}][\p{L}'’-]{1,60}(?: [\p{Lu}][\p{L}'’-]{1,60})?)\s{0,5}(?=[\n/|,]|$)/giu;
const introduction =
  /(?<![\p{L}\p{N}])(?:[Mm]y name is|[Mm]ein Name ist|[Ii]ch hei(?:ß|ss)e|[Mm]e llamo|[Mm]i nombre es)\s{1,5}(\p{Lu}[\p{L}'’-]{1,60}(?: \p{Lu}[\p{L}'’-]{1,60})?)/gu;

/** Names a message greets, introduces and is signed with, whole and word by word: they may stand in its sentences too. Longest first. */
export function namesIn(message: string): string[] {
  const named = (pattern: RegExp) => Array.from(message.matchAll(pattern), (match) => match[1] ?? '');
  const greeted = [greeting.exec(message)?.[1] ?? '', ...named(address)];
  const companies = companiesIn(message);
  const found = [
    ...greeted.filter((name) => !isTeam(name)),
    ...[...named(closing), ...named(introduction)].flatMap((name) => personIn(name, companies)),
  ];
  return wholeAndWords(found.filter((name) => /^\p{Lu}/u.test(name)));
}

/** "Kestovar Support", "Team Kestovar": a company, whose name stands everywhere and is nobody's. */
const isTeam = (name: string): boolean => {
  const words = name.toLowerCase().split(/\s+/u);
  return words.length > 1 && words.some((word) => teamWords.has(word));
};

/**
 * Who signs as "Anna Support" is a person, unless the word is a company's. When in doubt it is a person: to hide too much costs less than to
 * show somebody's name.
 */
function personIn(name: string, companies: ReadonlySet<string>): readonly string[] {
  if (!isTeam(name)) return [name];
  const words = name.split(/\s+/u);
  const [first = ''] = words;
  if (teamWords.has(first.toLowerCase()) || companies.has(first.toLowerCase())) return [];
  return words.filter((word) => !teamWords.has(word.toLowerCase()));
}

/** The words that a message tells to be a company's, lower case: as an address, `@kestovar.example`, or as in "our Kestovar". */
const companiesIn = (message: string): ReadonlySet<string> =>
  new Set(
    [inAddress, possessed].flatMap((pattern) =>
      Array.from(message.matchAll(pattern), ([, word = '']) => word.toLowerCase()),
    ),
  );

const inAddress = /(?:@|\/\/(?:www\.)?|\bwww\.)(\p{L}{2,60})\./giu;
const possessed =
  /(?<!\p{L})(?:our|your|the|unser(?:e[rmn]?)?|ihr(?:e[rmn]?)?|nuestr[oa]|su) (\p{L}{2,60})(?!\p{L})/giu;

const teamWords = new Set(
  'support team service services care helpdesk desk kundenservice kundendienst kundenbetreuung kundensupport soporte servicio equipo'.split(
    ' ',
  ),
);

/** The names of somebody known by a full name, `Smith, Ann`, or by an e-mail address; as {@link namesIn} gives them. */
export function namesOfPerson(person: string): string[] {
  const words = person.replace(/@.*$/s, '').match(/[\p{L}][\p{L}'’]{1,60}/gu) ?? [];
  return wholeAndWords([person.includes('@') ? '' : words.join(' '), ...words]);
}

/** A text with a stroke for each word of these names, however it is written. */
export function withoutNames(text: string, names: readonly string[]): string {
  if (names.length === 0) return text;
  const words = new Set(names.flatMap((name) => name.toLowerCase().split(/\s+/u)));
  return text.replace(/\p{L}+(?:['’-]\p{L}+)*/gu, (word) => {
    const plain = word.toLowerCase();
    return words.has(plain) || words.has(plain.replace(/['’]s$/u, '')) ? '|' : word;
  });
}

function wholeAndWords(names: readonly string[]): string[] {
  const plain = names.filter((name) => !commonWords.has(name.toLowerCase()));
  return [...new Set(plain.flatMap((name) => [name, ...name.split(/\s+/u)]))]
    .filter((name) => name.length > 1 && !commonWords.has(name.toLowerCase()))
    .sort((a, b) => b.length - a.length);
}

/** Words that may follow a greeting, or stand for a person, without being a name. */
const commonWords = new Set(
  'there team all everyone again back sir madam customer support info mail contact office admin kundin kunde cliente equipo and the you your for'.split(
    ' ',
  ),
);
