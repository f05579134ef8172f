import type { Language } from '../text/language.ts';
import { stem } from '../text/stem.ts';
import { tokenise } from '../text/tokenise.ts';

/** Words that shape a question but that its answer need not contain, as they are written or as stems. */
const shapingWords = {
  en: `how what which when where why who whose whom can could may might much many long often soon fast quick quickly late early possible help need question know
  wonder way many anyone someone somebody thing something anything happen mean find out see allow able try say said tell told right correct exact exactly current still also already
  happy within until per one ask everything noth back else ever inform give let sure there any use get do make take work no not`,
  de: `wie was welch welche wann wo warum wer wieso kann konn können viel lang lange oft gibt geht bitt bitte frag frage muss darf soll nicht kein etwas jemand alles nichts
  noch schon auch sonst irgendwie irgendwo irgendwas immer mehr geben haben machen tun nehmen wissen sagen lassen möglich brauche brauchen hilfe genau gerade sofort`,
  es: `como cuanto cuanta cuando donde por que cual quien puedo puede hay no algo alguien alguno alguna nada todo toda todavia todavía ya aún también tampoco siempre mas más
  dar doy das da dais dan hacer hago haces hace hacéis tener tengo tienes tiene tenéis saber decir dejar poder posible ayuda exactamente cosa forma manera`,
} as const;

const shaping = new Set(
  (['en', 'de', 'es'] as const).flatMap((language) =>
    shapingWords[language].split(/\s+/u).flatMap((word) => [word, stem(word, language)]),
  ),
);

/** Stems of the words that carry a text's meaning. */
export function termsOf(text: string, language: Language): Set<string> {
  return new Set(tokenise(text, { language, withoutStopWords: true }).filter((term) => !shaping.has(term)));
}
