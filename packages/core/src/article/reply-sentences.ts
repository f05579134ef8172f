import { markerLength } from '../document/list-marker.ts';
import { cleanMessage } from '../text/clean-message.ts';
import { countWords } from '../text/count-words.ts';
import { findQuote } from '../text/find-quote.ts';
import { namesIn } from '../text/names-in-message.ts';
import { splitSentences } from '../text/split-sentences.ts';
import type { EvidenceSpan } from './article.ts';
import type { Evidence } from './article-generator.ts';
import { hidePersonalData } from './personal-data.ts';

/** What a sentence of an agent or a document does. */
export type SentenceRole = 'action' | 'cause' | 'symptom' | 'fact';

/** A sentence of the evidence, with the place it stands at. */
export interface EvidenceSentence {
  /** Verbatim, personal data masked. */
  readonly text: string;
  readonly span: EvidenceSpan;
  /** Where it stands in its message or passage, 0 to 1. */
  readonly position: number;
  /** Which list of its passage it belongs to; absent outside lists. */
  readonly list?: number;
}

/** A sentence that may enter an article. */
export interface SourceSentence extends EvidenceSentence {
  readonly role: SentenceRole;
}

/** A reply as evidence. */
export type ReplyEvidence = Extract<Evidence, { kind: 'reply' }>;
/** A passage as evidence. */
export type PassageEvidence = Extract<Evidence, { kind: 'passage' }>;

const politeness =
  /\b(?:thank(?:s| you)|sorry|apologi[sz]e|apologies|appreciate|understand (?:your|how)|happy to|glad|pleased|pleasure|hope (?:this|that|it|you)|have a (?:great|nice|good|lovely)|let (?:me|us) know|get back to|hesitate|feel free|reply to this|answer this|write (?:back|again)|welcome to|enjoy|congratulations|vielen dank|danke|entschuldig|leider|freue? (?:ich|mich|wir)|melden sie sich|melde dich|gracias|disculp|lamento|lamentamos|no dudes|saludos?)\b/iu;
const signOff =
  /^(?:with |mit |un )?(?:kind|warm|best|many|friendly|warmest|kindest|freundlichen?|viele|beste|liebe|herzliche)?\s*(?:regards|wishes|greetings|cheers|thanks|gr[uü](?:ß|ss)e?n?|saludos?|atentamente)\b|\[name\]|^(?:your )?order \[/iu;
const firstPerson =
  /\b(?:I|I'm|I've|I'll|I'd|my|me)\b|\bwe(?:'ll|'ve|'d| will| have| are going| just| checked| sent| found)\b|\b(?:ich|mein|meine|wir (?:werden|haben))\b|\b(?:he|hemos|voy|vamos a|mi)\b/u;
/** What the agent did or will do for this customer. */
const agentsDeed =
  /\b(?:I|we)(?:'ve|'ll| have| had| will| am| are going| just| did| do not have| checked| sent| found| asked| changed| cancelled| refunded)\b|\b(?:ich|wir) (?:habe|haben|werde|werden)\b|\b(?:habe|werde) ich\b|\b(?:he|hemos|voy a|vamos a)\b/iu;
const oneTicketOnly =
  /\byours (?:is|was|has)\b|\byour (?:[\p{L}-]+ ){1,3}(?:is|was|has been|were|are) (?:still|now|already|at|on its|in|scheduled|currently|not yet)\b|\b(?:today|tomorrow|yesterday|this (?:morning|afternoon|week)|you (?:wrote|said|mention|describe|sent|tried)|heute|morgen|gestern|hoy|mañana|ayer)\b|\b\d{1,2}(?:st|nd|rd|th|\.)? (?:of )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|januar|februar|märz|mai|juni|juli|okt|dez|enero|febrero|marzo|abril|mayo|junio|julio|agosto)\p{L}*\b|\b(?:january|february|march|april|june|july|august|september|october|november|december) \d{1,2}\b/iu;

const verbs =
  'accept activate add adjust agree allow apply approve ask attach authorise authorize avoid back bring browse buy call cancel change charge check choose clean clear click close compare complete confirm connect contact copy create delete deselect detach disable disconnect download drag edit email enable enter exit expand fill find finish follow forget give go grant hold ignore import insert install keep leave lift locate lock log look make mark measure move name navigate note open order paste pause pay pick place plug point pop press print provide pull push put quit raise read reboot reconnect record refresh register reinstall release remove rename repeat replace reply report request reset restart restore resume retry return review ride rock run save scan scroll search see seat select send set show sign skip start stay stop store submit swipe switch take tap tell test tick tighten touch transfer try turn type uncheck unblock uninstall unlock unpair unplug untick update upgrade upload use verify view visit wait wake warm wash wipe write'.split(
    ' ',
  );
const lead =
  "(?:(?:please|then|first|firstly|next|now|finally|also|and|just|simply|so|otherwise|instead|after that|afterwards|second|third|lastly|always|do not|don't|never)[,:]?\\s+)*";
const clause = '(?:(?:if|once|when|after|before|to|in|on|under|for|with|should)\\b[^.,]{2,90},\\s+)?';
const imperative = new RegExp(
  `^${clause}${lead}(?:${verbs.join('|')})\\b(?! (?:is|are|was|has|takes|means)\\b)`,
  'iu',
);
const otherActions =
  /\S > \p{Lu}|\byou (?:can|need to|have to|should|must|could)\b|\b(?:bitte|gehen sie|öffnen sie|tippen sie|wählen sie|klicken sie|drücken sie|halten sie|sie (?:können|müssen|sollten)|du (?:kannst|musst|solltest))\b|^(?:öffne|tippe|tipp|wähle|drück|drücke|halte|geh|gehe|schalte|lade|prüfe|starte|entferne|lösche|scanne)\b|\b(?:por favor|puede[sn]?|debe[sn]?|tiene[sn]? que)\b|^(?:abre|abra|toca|toque|pulsa|pulse|mantén|elige|elija|selecciona|seleccione|entra|ve a|vaya a|borra|activa|desactiva|escanea|espera|comprueba|revisa)\b/iu;
const cause =
  /\b(?:because|due to|caused by|the reason|happens when|comes from|means (?:that|either|the)|weil|liegt (?:daran|an)|porque|se debe a)\b/iu;
const symptom =
  /^(?:if|when|wenn|falls|si|cuando)\b.*\b(?:not|n't|cannot|can't|no|error|fails?|stuck|red|blink\p{L}*|missing|wrong|empty|lost|never|nicht|kein\p{L}*|fehler|no)\b/iu;

/** An agent's note about a call, an attachment, or something said to one person. */
const notGeneral =
  /\b(?:she|he|her|him|his|sie hat|er hat)\b|^(?:walked|explained|told|went|advised|sent|asked|called|checked|helped|promised|offered|refunded|ordered|confirmed|talked|spoke|gave|cancelled|daughter|son|wife|husband)\b|\b(?:attached|enclosed|you'd like|you want(?:ed)?|you were|you've|good luck|adjunt[oa]s?)\b|\b\d{1,3}[.,]\d{3}(?![\d.])|\b(?:on|before|by|until|next|this|last|since) (?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b(?! to)/iu;

/** A day of one case: "Thursday 25th", "Freitag, den 3.", "el lunes 4", "by the 25th"; also an abbreviated one. A week day alone is a rule. */
const oneDayOnly =
  /\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,? (?:the )?\d{1,2}(?:st|nd|rd|th)?\b(?![:.%]|\s?(?:am|pm|to|-))|\b(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag),? (?:de[nmr] )?\d{1,2}\.|\b(?:lunes|martes|miércoles|jueves|viernes|sábado|domingo),? (?:día )?\d{1,2}\b(?! ?(?:h\b|a\b|:))|\b(?:by|until|before|since|from|around) the \d{1,2}(?:st|nd|rd|th)\b(?! (?:of (?:each|every|the)|day|week|month|year|step))/iu;

/** What holds for one ticket or one person only, or says nothing. */
const noise = [signOff, notGeneral, politeness, agentsDeed, oneTicketOnly, oneDayOnly];

/** Whether a line ends as sentences do. Who wrote it, and a heading, end with a word. */
export const endsAsSentence = (text: string): boolean => /[.!:…。！：]["'”’」』)\]]*$/u.test(text);

/** What a sentence does; `undefined`: nothing an article could use. */
export function roleOf(sentence: string): SentenceRole | undefined {
  const words = countWords(sentence);
  if (words < 3 || words > 60 || /[?？]["'”’」』)\]]*\s*$/u.test(sentence)) return undefined;
  if (imperative.test(sentence) || otherActions.test(sentence)) return 'action';
  if (cause.test(sentence)) return 'cause';
  if (symptom.test(sentence)) return 'symptom';
  return endsAsSentence(sentence) && words >= 5 ? 'fact' : undefined;
}

/** So much of a reply is read, in characters: what is longer is a log or a book, and sentences are compared with each other. */
const longestReply = 8000;

/**
 * The sentences of a reply that can hold for other customers. Greeting, closing, quoted mail, politeness and what concerns one ticket only are
 * left out.
 */
export function generalSentences(reply: ReplyEvidence): EvidenceSentence[] {
  const names = namesIn(reply.text);
  const read = reply.text.slice(0, longestReply);
  const cleaned = cleanMessage(read);
  return splitSentences(cleaned).flatMap(({ start, end }) => {
    const line = cleaned.slice(start, end);
    const sentence = line.slice(markerLength(line));
    const text = hidePersonalData(sentence, names);
    if (noise.some((pattern) => pattern.test(text))) return [];
    const place = findQuote(read, sentence);
    if (place === undefined) return [];
    const span = {
      kind: 'reply',
      ticketId: reply.ticketId,
      messageId: reply.messageId,
      start: place.start,
      end: place.end,
    } as const;
    return [{ text, span, position: start / Math.max(1, cleaned.length) }];
  });
}

/**
 * The sentences of a reply that can stand in an article as they are: general ones, without questions, promises and what the agent tells of
 * himself; "I have refunded you" is no instruction for the next customer.
 */
export function replySentences(reply: ReplyEvidence): SourceSentence[] {
  return generalSentences(reply).flatMap((sentence): SourceSentence[] => {
    const role = roleOf(sentence.text);
    if (role === undefined || firstPerson.test(sentence.text)) return [];
    return [{ ...sentence, text: asSentence(sentence.text), role }];
  });
}

/** The pieces of a passage in their order: sentences, rows of tables, and list items, which are one piece however many sentences they have. */
export function passagePieces(passage: PassageEvidence): EvidenceSentence[] {
  const { versionId, chunkId, page } = passage;
  const found: EvidenceSentence[] = [];
  let list = 0;
  let inList = false;
  for (const line of passage.text.matchAll(/[^\n]+/gu)) {
    const marker = markerLength(line[0]);
    if (marker > 0 && !inList) list += 1;
    inList = marker > 0;
    const whole = inList || isTableRow(line[0]);
    const pieces = whole ? [{ start: marker, end: line[0].trimEnd().length }] : splitSentences(line[0]);
    for (const { start, end } of pieces) {
      const text = line[0].slice(start, end);
      const from = passage.start + line.index + start;
      found.push({
        text,
        span: { kind: 'passage', versionId, chunkId, start: from, end: from + text.length, page },
        position: (line.index + start) / passage.text.length,
        ...(inList ? { list } : {}),
      });
    }
  }
  return found;
}

/** The pieces of a passage that can stand in an article as they are. */
export function passageSentences(passage: PassageEvidence): SourceSentence[] {
  return passagePieces(passage).flatMap((piece): SourceSentence[] => {
    const fact = piece.list === undefined ? undefined : 'fact';
    const role = isTableRow(piece.text) ? undefined : (roleOf(piece.text) ?? fact);
    return role === undefined ? [] : [{ ...piece, text: asSentence(piece.text), role }];
  });
}

const isTableRow = (line: string): boolean => / \| /u.test(line);

/** Agents write in haste; the first letter is the only one that is changed. */
const asSentence = (text: string): string => {
  const first = text.slice(0, 1);
  return /^\p{Ll}\p{Ll}/u.test(text) ? first.toUpperCase() + text.slice(1) : text;
};
