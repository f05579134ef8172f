import type { Language } from './language.ts';
import { stem } from './stem.ts';

/** Languages whose function words are known. Others are read as English. */
type KnownLanguage = 'en' | 'de' | 'es';

/** What a word does in a sentence, as far as names need to know. */
export type WordClass =
  /** Tells something: nouns, verbs, adjectives. */
  | 'content'
  /** Joins two content words: *of*, *for*, *with*. */
  | 'link'
  | 'negation'
  /** Articles, auxiliaries, adverbs: a headline leaves them out, what stands around them still belongs together. */
  | 'silent'
  /** Pronouns, conjunctions, question words, politeness: what stands around them is not one phrase. */
  | 'break';

const asSet = (words: string) => new Set(words.trim().split(/\s+/u));

const silent = {
  en: asSet(`
    a an the my mine your yours his her hers our ours their its this that these those any some all each every own such am is are was were be
    been being has have had having will would shall should can could may might must do does did got get gets still yet already just also even
    now ever really very always keeps kept too again currently properly correctly successfully automatically actually instead`),
  de: asSet(`
    der die das den dem des ein eine einen einem einer eines mein meine meinen meinem meiner meines ihr ihre ihren ihrem unser unsere unseren
    dein deine sein seine dies diese dieser dieses diesen diesem bin bist ist sind war waren gewesen habe hast hat haben hatte hatten werde
    wird werden wurde wurden worden kann können könnte könnten muss müssen soll sollte darf noch schon auch sehr immer bereits jetzt nur mal
    gerade leider bisher alle alles jede jeder neue neuen neuer`),
  es: asSet(`
    el la los las un una unos unas lo al del mi mis su sus tu tus nuestro nuestra este esta esto estos estas ese esa eso esos ha han he había
    haber sido es son era fue está están estaba estar ser puede puedo pueden podría debe aún todavía ya también muy siempre solo más`),
};

const links = {
  en: asSet('to of in on at by for from with without into onto per via against after before during through'),
  de: asSet('zu zum zur von vom in im ins an am auf aus bei beim für mit ohne nach gegen vor über unter'),
  es: asSet('a de en con sin para por desde hasta sobre'),
};

const negations = {
  en: asSet('not no never'),
  de: asSet('nicht kein keine keinen keinem keiner nie'),
  es: asSet('no nunca'),
};

const breaks = {
  en: asSet(`
    i we you he she it they me us him them myself yourself itself themselves who whom whose which what why how where when whether and or but nor
    if because as than so then while since until unless although though however there here im ive id ill youre thats s t m ll ve re ie eg etc
    please thanks thank hi hello hey dear sorry yes ok okay cheers regards best kind sincerely greetings ahead advance
    want wants wanted wanting need needs needed wish like likes liked love hope hoping know knows knew known knowing tell tells told let lets help
    helps helping helped try tries tried trying think thought seem seems say says said saying see sees seen look looks looking looked happen happens
    happened happening assist assistance wonder wondering ask asks asked asking inform explain understand figure find finding found come comes
    came coming go goes going gone went able unable guys team anyone anybody everyone something anything nothing everything one
    ones thing things stuff lot lots bit way ways kind sort reason much many more most less other others another same
    different about around out between among within outside inside toward towards upon beyond across along except like maybe perhaps possible possibly today yesterday tomorrow tonight morning afternoon evening night
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november
    december ago soon later recently once day days week weeks month months year years hour hours minute minutes two three first last next`),
  de: asSet(`
    ich mich mir wir uns du dich dir sie er es ihm ihn ihnen man sich wer was wen wem welche welcher welches warum wieso wie wo wann wohin und
    oder aber wenn weil als dass daß ob denn da dann also so bitte danke vielen hallo guten tag morgen abend liebe lieber grüße gruß grüßen
    freundliche freundlichen viele beste mfg möchte möchten will wollen wollte brauche benötige hilfe helfen hilft weiß wissen sagen sagt gibt
    geht ging gehen kommt kommen kam komme sehe sehen habt etwas nichts jemand jemanden mehr viel
    heute gestern montag dienstag mittwoch donnerstag freitag samstag sonntag januar februar märz april mai juni juli august september oktober
    november dezember tage tagen woche wochen monat monate monaten jahr jahre jahren uhr zwei drei erste ersten letzte letzten unter seit ab bis
    geehrte geehrter geehrten herr herrn frau damen herren hab habs hatt ne nen nem nix ist's zwischen um zwar dabei damit trotzdem obwohl während bevor nachdem jedoch laut statt euch euer eure kannst könnt habt beide beiden anderen andere
    anderer denke glaube weder sonst genau bald hier dort welchen außer nochmal wieder zurück wegen rund`),
  es: asSet(`
    yo me mí nosotros nos usted ustedes te le les ella él ellos ellas se que qué quien quién cual cuál cómo como dónde donde cuándo cuando
    por-qué porque pero y e o u ni si entonces así gracias hola buenos buenas días tardes noches favor saludos cordial estimado estimados
    quiero quisiera querría necesito gustaría ayuda ayudar ayúdenme saber sé decir dice dicen ver veo hay hacer hace hago hecho algo alguien nada
    todo todos todas mucho otra otro otros hoy ayer mañana lunes martes miércoles jueves viernes sábado domingo enero febrero marzo abril mayo
    junio julio agosto septiembre octubre noviembre diciembre día semana semanas mes meses año años hora horas dos tres entre ni pues bien vez
    señor señores señora señoras estimada estimadas tengo tiene tienen tenía voy va van acabo acaba deja dejado espero lleva llevo sale pone puse pasa pasado pasó ahora luego después antes
    mientras cada cualquier sino aunque ante bajo sigue siguen mismo misma queda quedó vale`),
};

/** Words that mean little alone: a name needs something beside them. */
const weak = asSet(`
  take takes taking took taken make makes made making use uses used using give gives gave given giving show shows shown put keep work works
  working worked set start stop turn long new old good bad best better right wrong big small high low full whole correct current certain
  specific special real actual free great nice easy hard quick fast question questions issue issues problem problems trouble error errors help
  info information detail details support customer customers service company time date example case part type list number name value result
  results item items option options page message messages process system user users difference different multiple single several create
  implement generate convert simple custom dynamic anyway wait waiting receive received send sent add call called mail email euro box back
  neu neue problem probleme frage fragen fehler hilfe geben machen mal stehen steht stand bekomme bekommen unter bleibt zeigt kommt nummer seite
  nachricht nachrichten system kunde kunden service dienst datum beispiel fall teil liste name wert ergebnis option optionen mail anruf gut gute
  falsch richtig lang lange groß klein ganz ganze info infos information informationen unterstützung ding dinge ganzes euro
  problema problemas pregunta preguntas error errores nuevo nueva mismo misma número números dato datos página mensaje mensajes sistema
  cliente clientes servicio fecha ejemplo caso parte lista nombre valor resultado opción opciones correo llamada bueno buena mal malo largo
  grande pequeño información soporte cosa cosas euros`);

/** Verbs of support desks in their plain form, for imperatives such as "Cancel order". Nouns that are also verbs stand in `eitherWay`. */
const verbs = asSet(`
  accept access activate add adjust allow appeal apply approve arrive assign attach authenticate authorize avoid become begin block borrow break
  bring browse build buy calculate cancel cash categorize check choose claim clear click close collect combine compare compile complain complete
  configure confirm connect consolidate contact convert copy correct create deactivate decline deduct defer delay delete deliver deny deploy deposit
  detect determine disable disconnect discontinue dispute download drop duplicate earn edit eject email enable encrypt enroll enter erase estimate
  exchange exclude execute expire export extend extract fail file fill filter fix follow force forget format freeze generate get give handle hide
  identify ignore implement import improve include increase insert install integrate invite issue join keep launch leave limit link load locate lock log
  lodge lose lower maintain make manage map match merge migrate modify monitor mount move notify obtain open order override pair parse pass pause pay
  pick place plot port post prepare prevent print process produce provide purchase query raise read reactivate reboot receive recognize recommend
  reconnect recover redeem redirect reduce refill refund refuse register reimburse reject release reload remember remove rename renew rent repair
  replace reply report request reschedule reserve reset resolve restart restore restrict resubmit resume retrieve return reverse revert review revoke
  run save scan schedule search secure select sell send serve set share ship show shut sign skip solve sort speak specify split start stop store
  submit subscribe suspend swap switch sync talk terminate test top track transfer translate trigger turn uninstall unlock unsubscribe update upgrade
  upload use validate verify view visit wait waive withdraw work write`);
const eitherWay = asSet(`
  access appeal block call cash charge check claim contact copy delay deposit download email exchange file filter fix format freeze handle import
  issue limit link load lock map match order pair place plot port post print process purchase query refund release repair reply report request reset
  return review run scan schedule search share show sign sort split start stop store swap switch test top track transfer trigger turn update upgrade
  use view visit wait work plan book ship`);
const baseForms = new Map([...verbs].map((verb) => [stem(verb, 'en'), verb]));

/** Particles that make one word with the verb before them: *top up*, *log in*. */
const particles = asSet('up in out off back on down');
const particleVerbs = asSet(
  'top topped topping log logged logging sign signed signing set setting lock locked pick picked turn turned switch switched send sent give pay paid back check checked opt hand give money cash take taken charge',
);

const known = (language: Language): KnownLanguage =>
  language === 'de' || language === 'es' ? language : 'en';

/** Tells what a lower-case word does. */
export function classOf(word: string, language: Language): WordClass {
  const own = known(language);
  if (negations[own].has(word)) return 'negation';
  if (breaks[own].has(word)) return 'break';
  if (silent[own].has(word)) return 'silent';
  return links[own].has(word) ? 'link' : 'content';
}

/** Whether a word means little without another one. */
export function isWeak(word: string): boolean {
  return weak.has(word) || /..ly$/u.test(word);
}

/** The plain form of an English verb that desks hear, by its stem; infinitives of German and Spanish as they are. */
export function verbOf(word: string, language: Language): string | undefined {
  if (language === 'en') return baseForms.get(stem(word, 'en'));
  if (language === 'es') return /.{2}(?:ar|er|ir)$/u.test(word) ? word : undefined;
  return undefined;
}

/** Whether an English verb is a noun just as well, as *order* and *transfer* are. */
export function isAlsoNoun(verb: string): boolean {
  return eitherWay.has(verb);
}

/** Whether `next` belongs to the verb before it, as in *top up*. */
export function isParticleOf(word: string, next: string | undefined, afterNext: string | undefined): boolean {
  if (next === undefined || !particles.has(next) || !particleVerbs.has(word)) return false;
  return (
    next === 'up' ||
    next === 'out' ||
    next === 'off' ||
    next === 'back' ||
    afterNext === undefined ||
    !silent.en.has(afterNext)
  );
}
