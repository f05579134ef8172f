/** What kind of answer a question wants. It decides what a sentence must contain to be one. */
export type QuestionKind =
  | 'amount'
  | 'duration'
  | 'time'
  | 'procedure'
  | 'reason'
  | 'place'
  | 'permission'
  | 'other';

/** What an amount is measured in, where the question says so. */
export type Measure =
  | 'money'
  | 'weight'
  | 'distance'
  | 'share'
  | 'torque'
  | 'pressure'
  | 'phone'
  | 'energy'
  | 'speed';

const kinds: readonly (readonly [QuestionKind, RegExp])[] = [
  [
    'procedure',
    /\bhow (?:do|can|could|should|would|to|does one)\b|\bwhat (?:do|should|can|could|must) (?:i|we) (?:do|try|check)\b|\bsteps?\b|\bwie (?:kann|geht|muss|mache|soll)\b|\b(?:cómo|como) (?:puedo|se|hago|debo)\b/iu,
  ],
  [
    'duration',
    /\bhow (?:long|soon|fast|quickly|often|late|old)\b|\b(?:how many|what number of) (?:(?:business|working|calendar) )?(?:seconds|minutes|hours|days|weeks|months|years)\b|\bwie (?:lange|schnell|oft)\b|\bwie ?viele (?:sekunden|minuten|stunden|tage|wochen|monate|jahre)\b|\bcu[aá]nt[oa]s? (?:tiempo|tarda|segundos|minutos|horas|d[ií]as|semanas|meses|años)/iu,
  ],
  [
    'amount',
    /\bhow (?:much|many|big|large|far|high|heavy|hard|strong)\b|\b(?:price|cost|costs|fee|charge for|maximum|minimum|limit|number of|phone number)\b|\bwhat (?:(?:will|would|do|does|must|should) )+.{0,30}\b(?:charge|pay|owe|take|keep|want for|contribute)\b|\bwie ?viele?\b|\bwie (?:hoch|schwer|weit)\b|\bwas kostet\b|\bcu[aá]nt[oa]s?\b/iu,
  ],
  ['time', /^(?:and |but )?(?:by |until |since )?when\b|\bwann\b|\bcu[aá]ndo\b/iu],
  ['reason', /\bwhy\b|\bwarum\b|\bwieso\b|\bpor qu[eé]\b/iu],
  ['place', /^(?:and |but )?where\b|\bwo (?:kann|ist|finde)\b|\bd[oó]nde\b/iu],
  [
    'permission',
    /\b(?:can|may|could|am) (?:i|we|you|someone|somebody|anyone)\b|\b(?:allowed|permitted|possible|any way)\b|\b(?:kann|darf|können|dürfen) (?:ich|man|wir|sie)\b|\bist es möglich\b|\b(?:puedo|podemos|se puede|es posible)\b/iu,
  ],
];

/** The kind of a question by its words; the first that fits. */
export const kindOf = (question: string): QuestionKind =>
  kinds.find(([, pattern]) => pattern.test(question))?.[0] ?? 'other';

const currency =
  /[€$£]\s?\d|\d\s?(?:[€$£%]|(?:eur|usd|gbp|chf|dollars?|euros?|pounds?|cents?|francs?|percent|prozent)\b)|\b(?:free|no (?:fee|charge|cost|interest)|without (?:a )?(?:fee|charge|cost)|full (?:price|refund|amount)|kostenlos|kostenfrei|gratis|gratuit[oa]s?)\b/iu;

/** How a question asks for a measure, and how an answer gives it. */
const measures: readonly (readonly [Measure, RegExp, RegExp])[] = [
  [
    'phone',
    /\b(?:(?:tele)?phone|hotline|fax) number\b|\btelefonnummer\b|\bnúmero de teléfono\b|\bwhat number (?:do|can|should) (?:i|we) (?:call|ring)\b/iu,
    /\+?\d[\d\s()/-]{5,}\d/u,
  ],
  [
    'share',
    /\b(?:interest rate|what percentage|how many percent|zinssatz|wie ?viel prozent|qué porcentaje|tasa de interés)\b/iu,
    /\d\s?(?:%|percent\b|prozent\b|por ciento\b)|\bno interest\b/iu,
  ],
  [
    'weight',
    /\b(?:weigh\w*|how heavy|kilos?|kg|wie schwer|wiegt|gewicht|pesa|peso)\b/iu,
    /\d\s?(?:kg|g|t|lbs?|kilos?|kilogram\w*|gram\w*|pounds?|tonnes?)\b/iu,
  ],
  ['torque', /\b(?:torque|drehmoment|par motor)\b/iu, /\d\s?nm\b/iu],
  ['pressure', /\b(?:pressure|pump up|inflate|luftdruck|presión)\b/iu, /\d\s?(?:bar|psi|kpa)\b/iu],
  [
    'energy',
    /\bhow much (?:electricity|power|energy)\b|\bwie ?viel (?:strom|energie)\b|\bcuánta (?:electricidad|energía)\b/iu,
    /\d\s?(?:%|percent\b|k?wh?\b|watts?\b|volts?\b|v\b|m?ah\b)/iu,
  ],
  [
    'speed',
    /\b(?:how fast (?:is|can|does)|what (?:\w+ )?speed|bandwidth|wie schnell (?:ist|fährt)|qué velocidad)\b/iu,
    /\d\s?(?:km\/h|mph|kn|[kmg]b(?:it)?(?:\/s|ps))/iu,
  ],
  [
    'distance',
    /\b(?:how far|how many (?:km|kilomet\w+|miles|met(?:re|er)s)|wie weit|qué distancia)\b/iu,
    /\d\s?(?:km|m|cm|mm|kilomet\w+|miles?|met(?:re|er)s?)\b/iu,
  ],
  [
    'money',
    /\b(?:costs?|price[sd]?|fees?|charged?|pay|paid|owe|deductible|deposit|expensive|contribute|invoice|bill|kostet|kosten|preis|gebühr|bezahlen|zahlen|kaution|cuesta|costar|precio|pagar|tarifa)\b/iu,
    currency,
  ],
];

/** What an amount is to be measured in, when the question says it. */
export function measureOf(question: string, kind: QuestionKind): Measure | undefined {
  if (kind === 'duration') return undefined;
  const found = measures.find(([, asks]) => asks.test(question))?.[0];
  return found === 'money' && kind !== 'amount' ? undefined : found;
}

const number =
  /\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|half|double|once|twice|free|no (?:fee|charge|limit)|unlimited|ein|zwei|drei|kostenlos|uno|dos|tres|gratis)\b/iu;
const duration =
  /(?:\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|an?|half|few|ein(?:e|en|er)?|zwei|drei|un[ao]?|dos|tres)\b).{0,12}\b(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|hrs?|mins?|sekunden?|minuten?|stunden?|tage?n?|wochen?|monate?n?|jahre?n?|segundos?|minutos?|horas?|d[ií]as?|semanas?|mes(?:es)?|años?)\b|\b(?:immediately|at once|instantly|same day|always|never|daily|weekly|monthly|yearly|sofort|täglich|immer|nie|siempre|nunca)\b|\b(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|tage?|d[ií]as?): \d/iu;
const time =
  /\d|\b(?:days?|weeks?|months?|years?|hours?|minutes?|seconds?|immediately|at once|same day|always|never|daily|weekly|until|before|after|as soon as|once|monday|tuesday|wednesday|thursday|friday|saturday|sunday|tage?n?|wochen?|stunden?|minuten?|sofort|d[ií]as?|semanas?|horas?|minutos?)\b/iu;

/** What an answer of each kind looks like. Only amounts and times are demanded: their absence is certain. */
const cues: Readonly<Record<QuestionKind, { readonly pattern: RegExp; readonly demanded: boolean }>> = {
  amount: { pattern: number, demanded: true },
  duration: { pattern: duration, demanded: true },
  time: { pattern: time, demanded: true },
  procedure: {
    pattern:
      /\S > \S|(?:^|[:;] )(?:go to|open|tap|click|select|choose|press|hold|enter|sign in|log in|switch|turn|use|set|let|wait|put|take|try|check|connect|remove|add|send|call|contact|to|you can|you need)\b/imu,
    demanded: false,
  },
  reason: {
    pattern: /\bbecause\b|\bdue to\b|\bso that\b|\bsince\b|\breason\b|\botherwise\b|\bweil\b|\bporque\b/iu,
    demanded: false,
  },
  place: {
    pattern: /\S > \S|\b(?:in|on|at|under|behind|below|next to|page|menu|tab|unter|im|en|bajo)\b/iu,
    demanded: false,
  },
  permission: {
    pattern:
      /\b(?:can|cannot|can't|may|must|not|no|only|possible|allowed|need|kann|können|darf|dürfen|nicht|kein\p{L}*|nur|möglich|puede[ns]?|no|solo|posible)\b/iu,
    demanded: false,
  },
  other: { pattern: /^/u, demanded: false },
};

/** Whether a text looks like an answer of a kind, `unfit` when it lacks what such an answer must have. */
export function fitOf(
  answer: string,
  kind: QuestionKind,
  measure: Measure | undefined,
): 'fit' | 'plain' | 'unfit' {
  const given = measures.find(([name]) => name === measure)?.[2];
  if (given !== undefined) return given.test(answer) ? 'fit' : 'unfit';
  const cue = cues[kind];
  if (cue.pattern.test(answer)) return kind === 'other' ? 'plain' : 'fit';
  return cue.demanded ? 'unfit' : 'plain';
}
