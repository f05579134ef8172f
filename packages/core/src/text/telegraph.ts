import type { Language } from './language.ts';
import { stem } from './stem.ts';

/** A word of a telegraphic sentence. */
export interface TelegraphWord {
  readonly surface: string;
  readonly stem: string;
  /** A preposition, particle, negation or question word: stays inside a phrase, never begins or ends one alone. */
  readonly isLink: boolean;
}

/** Numbers, order numbers, blacked-out runs: they name one ticket, never what many ask. Short codes such as `e12` stay. */
const isNumberLike = /^(?:[\d.,:/-]+|.*@.*|.*[/\\].*|x{2,}|.*\d.*\d.*\d.*\d.*|[a-z]{1,3}-\d.*)$/u;

const asSet = (words: string) => new Set(words.split(' '));

/** Words a person leaves out of a headline: pronouns, articles, auxiliaries, politeness, filler. */
const dropped = {
  en: asSet(
    "i me my mine myself we us our ours you your yours he him his she her it its they them their this that these those there here a an the am is are was were be been being have has had having do does did done doing will would shall should can could may might must 's im ive id ill please thanks thank hi hello hey dear just also very really so too then than and or but if because as some any all each every own same such what which who whom whose when want wanted need needed needs like would know tell let help trying try tried get got getting gets going go goes know think seems seem see say says said one ones thing things way something someone anything anyone possible okay ok sorry yes able guys lot much many more most other again about wondering wonder assist hope happen happens happened still yet already even now am pm monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october november december day days week weeks month months year years today yesterday tomorrow morning afternoon evening ago soon ok yeah hey cheers regards best kind team support",
  ),
  de: asSet(
    'ich mich mir mein meine meinen meinem meiner wir uns unser unsere du dich dir dein deine sie ihr ihre ihren ihrem er es ihm ihn man der die das den dem des ein eine einen einem einer eines dies diese dieser dieses dass daß bin bist ist sind war waren sein gewesen habe hast hat haben hatte hatten werde wird werden wurde wurden kann können könnte könnten muss müssen möchte möchten will wollen soll sollen darf bitte danke hallo guten tag auch sehr so und oder aber wenn weil als denn was wer wen wem welche welcher welches nur noch schon mal gerne gern brauche benötige hilfe helfen gibt geht montag dienstag mittwoch donnerstag freitag samstag sonntag januar februar märz april mai juni juli august september oktober november dezember tag tage tagen woche wochen monat monate jahr jahre heute gestern morgen abend grüße gruß viele liebe freundliche freundlichen',
  ),
  es: asSet(
    'yo me mi mis mío nosotros nos nuestro nuestra tú te tu tus usted ustedes le les lo la los las él ella ellos se su sus el un una unos unas este esta esto estos estas ese esa eso que qué quien cual soy es son era fue ser estoy está están estaba estar he ha han había haber hay puedo puede pueden podría podrían debo debe quiero quisiera necesito me gustaría favor gracias hola buenos días buenas tardes y o pero si porque como también muy más ya ayuda ayudar lunes martes miércoles jueves viernes sábado domingo enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre día semana semanas mes meses año años hoy ayer mañana saludos cordial',
  ),
};
const links = {
  en: asSet(
    'to from of in on at by for with without into onto up down out off over before after between through not no how why where until since under against per via',
  ),
  de: asSet(
    'zu zum zur von vom in im ins an am auf aus bei für mit ohne nach über unter vor gegen durch nicht kein keine keinen wie warum wo wohin bis seit ab',
  ),
  es: asSet('a al de del en con sin para por desde hasta sobre entre no cómo dónde cuándo'),
};

/**
 * A sentence's words as a headline would have them: "Why hasn't my card arrived yet?" -> why, not, card, arrived. Words within stay in order and
 * in the form written (lower case).
 */
export function telegraph(words: readonly string[], language: Language): TelegraphWord[] {
  const known = language === 'de' || language === 'es' ? language : 'en';
  const out: TelegraphWord[] = [];
  for (const surface of words) {
    if (dropped[known].has(surface) || surface.startsWith('<') || isNumberLike.test(surface)) continue;
    out.push({ surface, stem: stem(surface, language), isLink: links[known].has(surface) });
  }
  return out;
}
