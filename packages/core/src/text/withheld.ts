import { foldTypography } from './normalise.ts';
import type { TextSpan } from './split-sentences.ts';

/** Said to a language model and not to a reader: orders to forget its rules, to play a part, to give away or to hide something. */
const forMachines = [
  /\b(?:ignor\p{L}*|disregard|forget|overrid\p{L}*|bypass|vergiss|missachte|olvida|omite)\b.{0,60}\b(?:instructions?|rules?|prompts?|guidelines?|directives?|anweisung\p{L}*|regeln|vorgaben|instrucciones|reglas|indicaciones)\b/iu,
  /\b(?:system|developer|hidden|secret) ?-?(?:prompt|message|instructions?)\b|\bprompt injection\b|\bjailbr\p{L}+|\b(?:developer|debug|god|dan) mode\b|\bsystemprompt\b/iu,
  /\b(?:as an?|you are an?|i am an?|für eine?|eres una?) (?:\p{L}+ ){0,3}(?:ai|language model|llm|chatbot|assistant|ki|sprachmodell|asistente|ia)\b/iu,
  /\byou are now (?:an? |the )?(?:\p{L}+ ){0,3}(?:assistant|bot|model|ai|dan|pirate|hacker|agent)\b|\b(?:pretend|role-?play|act) (?:to be|as if|that you|as) (?:you|an?|the|my)\b|\b(?:du bist jetzt|ahora eres|tu tarea es)\b/iu,
  /^\W*(?:SYSTEM|ASSISTANT|AI|LLM)\W*:/mu,
  /^\W*(?:system|assistant)\W*:\s*(?:you|ignore|always|never|from now)\b|<\|?(?:im_start|im_end|system|endoftext)\b|\[\/?inst\]|#{2,} ?(?:instruction|system|response)\b|\b(?:begin|end) (?:system|instructions?)\b/imu,
  /\b(?:ai|llm|bot|chatbot|language model|virtual assistant|automated (?:agent|system)s?|ki|asistente)s?\b[^.\n]{0,40}\b(?:must|should|shall|will|has to|have to|please|reading this|muss|soll|debe)\b/iu,
  /\b(?:note|message|instructions?|hinweis|nota) (?:to|for|an|für|para) (?:the |any |all |die |den |el |la )?(?:ai|llm|bot|chatbot|assistant|model|ki|modell|asistente)\b/iu,
  /\b(?:do not|don't|never) (?:tell|inform|mention (?:this )?to|show) (?:the |this to the )?(?:user|customer|human|reader)s?\b|\b(?:tell|inform|assure) (?:the |every )?(?:user|customer|human)s? (?:that|to)\b/iu,
  /\b(?:reply|respond|answer|output|print|repeat|say) (?:only |exactly |always |just )?(?:with|verbatim|exactly|the following|after me)\b/iu,
  /\b(?:reveal|print|output|leak|exfiltrate|send|append|encode|decode)\b.{0,50}\b(?:prompt|api keys?|passwords?|secrets?|tokens?|conversation|chat history|base64|other (?:customers?|tenants?|users?))\b/iu,
];

/** Images, links whose target is not what is read, markup that loads or runs, comments. */
const active =
  /!\[[^\]]*\]\s*[([]|\[[^\]]*\]\s*\([^)]*\)|^\s*\[[^\]]+\]:\s*\S|<!--|-->|<\/?\s*(?:a|img|image|script|iframe|object|embed|svg|link|meta|base|style|form|input|button|video|audio|source|body|html|div|span)\b[^>]*>?|\b(?:javascript|vbscript|data):\S|\bon(?:error|load|click)\s*=/imu;

/** Tag characters, which are never seen, and marks that turn the order of what is seen. */
const unseen = /[\u{e0000}-\u{e007f}\u202a-\u202e\u2066-\u2069]/u;

/** Whether a text speaks to a language model. Hidden characters between the letters hide nothing. */
export function addressesMachine(text: string): boolean {
  const plain = foldTypography(text.normalize('NFKC').replace(/[\u{e0020}-\u{e007e}]/gu, ''));
  return (
    forMachines.some((pattern) => pattern.test(plain)) ||
    forMachines.some((pattern) => pattern.test(revealed(text)))
  );
}

/** Tag characters as the letters they stand for. */
const revealed = (text: string): string =>
  text.replace(/[\u{e0020}-\u{e007e}]/gu, (tag) => String.fromCharCode(tag.codePointAt(0)! - 0xe0000));

/** Whether a text would do or hide something where it is shown. */
export const isActive = (text: string): boolean => active.test(text) || unseen.test(text);

/** The paragraphs of a text in which something speaks to a language model: nothing in them is for readers. */
export function machineParagraphs(text: string): TextSpan[] {
  return [...text.matchAll(/(?:(?!\n\s*\n)[\s\S])+/gu)]
    .map((match) => ({ start: match.index, end: match.index + match[0].length, text: match[0] }))
    .filter((paragraph) => addressesMachine(paragraph.text))
    .map(({ start, end }) => ({ start, end }));
}
