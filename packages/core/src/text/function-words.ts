const english =
  "a an the this that these those and or but if so as of at by for with about against between into through during to from in on off over under up down out i me my mine myself we us our ours you your yours he him his she her hers it its they them their theirs who whom which what is am are was were be been being have has had having do does did doing done will would shall should can could may might must am 's im ive id ill youre dont doesnt didnt isnt wasnt there here then than too very just also only own same such both each few more most other some any all again once because while until please thanks thank hi hello hey dear want need get got like would know tell let us want really still yet already ok";
const german =
  'der die das den dem des ein eine einen einem einer eines und oder aber wenn als auch auf aus bei bin bis bist da damit dann dass daß denn dich dir du durch er es für gegen hab habe haben hat hatte hatten ich ihm ihn ihr ihre ihren ihrer im in ins ist ja jetzt kann können könnte mal man mein meine meinen meinem meiner mich mir mit möchte muss müssen nach noch nun nur ob schon sehr sein seine seit sich sie sind so soll sollte über um uns unser unsere vom von vor war waren was weil werde werden will wir wird wurde zu zum zur bitte danke hallo gern gerne doch hier dort diese dieser dieses';
const spanish =
  'el la los las un una unos unas y o u pero si como de del al a ante con en entre para por sobre tras desde hasta que qué quien cual es son era eran ser soy eres fue fueron estar está están estoy he ha han había hay hacer yo tú él ella ello nosotros ellos ellas me mi mis te tu tus se su sus le les lo nos mío este esta esto estos estas ese esa eso esos aquel muy más también ya puedo puede pueden podría quiero quisiera necesito tengo tiene tienen favor gracias hola buenos días buenas tardes usted ustedes porque aún solo';

/** Words that turn a meaning round or ask the question: never stop words, whatever the language. */
export const tellingWords = new Set(
  'no not nor cannot cant never without why how when where nicht kein keine keinen nie ohne warum wie wann wo nunca sin cómo cuándo dónde porqué cuánto'.split(
    ' ',
  ),
);

const asSet = (words: string) => new Set(words.split(' '));

/** French, Italian, Portuguese, Dutch: enough to say "none of ours". */
const elsewhere =
  'et est vous nous je dans pas les des une pour avec sur toujours chez mon ma mes pourquoi être bonjour merci il che sono non è della mio mia perché ciao grazie anche não uma meu minha com você obrigado então het een niet ik voor mijn waarom maar bedankt ook zijn';

/** Function words per language, telling ones included: evidence for the language, not for removal. */
export const functionWords = {
  en: asSet(`${english} not no how when where why`),
  de: asSet(`${german} nicht kein keine wie wann wo warum`),
  es: asSet(`${spanish} no sin cómo cuándo dónde`),
  other: asSet(elsewhere),
} as const;

/** The same lists without French and its neighbours, as written: what {@link functionWords} and the stop words are made of. */
export const wordLists = { en: english, de: german, es: spanish } as const;
