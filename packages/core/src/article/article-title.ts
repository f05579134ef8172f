import type { Language } from '../text/language.ts';

const verbStart =
  /^(?:accept|activate|add|apply|book|cancel|change|charge|check|claim|close|confirm|connect|contact|create|deactivate|delete|disable|dispute|download|edit|enable|export|file|find|fix|get|import|install|invite|locate|log|merge|move|open|order|pair|pay|place|reach|recover|receive|redeem|regain|register|remove|renew|repair|replace|report|request|reset|restore|return|review|schedule|send|set|sign|stop|submit|subscribe|switch|track|transfer|troubleshoot|unlock|unsubscribe|update|upgrade|upload|use|verify|view|withdraw)\b/iu;

/** "Cancel an order" becomes "How to cancel an order"; a name that is not an activity is left in its own words. */
export function titleOf(name: string, language: Language): string {
  if (language !== 'en') return name;
  if (/^how to\b/iu.test(name)) return name;
  const lowered = /^\p{Lu}\p{Ll}/u.test(name) ? name.slice(0, 1).toLowerCase() + name.slice(1) : name;
  return verbStart.test(name) ? `How to ${lowered}` : `How to solve: ${name}`;
}
