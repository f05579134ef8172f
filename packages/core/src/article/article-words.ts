import { knownLanguage } from '../text/language.ts';
import type { ArticleContent, ArticleSectionKey } from './article.ts';

/** The parts of an article in reading order. */
export const sectionOrder: readonly ArticleSectionKey[] = ['symptoms', 'cause', 'steps', 'notes', 'sources'];

/** What Ticket AI itself writes in an article, around what agents and documents say. */
export interface ArticleWords {
  /** What the parts are called. */
  readonly headings: Readonly<Record<ArticleSectionKey, string>>;
  /** The heading of the list of sources. */
  readonly sources: string;
  /** How an article was made, in words that readers see. */
  readonly methods: Readonly<Record<ArticleContent['method'], string>>;
  /** A summary that counts what the article rests on, of which there is something. */
  basedOn(tickets: number, documents: number): string;
  repliesIn(tickets: number): string;
  documents(count: number): string;
  readonly page: string;
  /** Only one ticket supports it. */
  readonly seenOnce: string;
  readonly notVerified: string;
}

/** The count of a thing: none when there is none of it. */
const counted = (count: number, one: string, several: string): string[] =>
  count === 0 ? [] : [`${count} ${count === 1 ? one : several}`];

const words: Readonly<Record<'en' | 'de' | 'es', ArticleWords>> = {
  en: {
    headings: {
      symptoms: 'When this helps',
      cause: 'Cause',
      steps: 'Steps',
      notes: 'Good to know',
      sources: 'From the documents',
    },
    sources: 'Sources',
    methods: {
      extractive: 'Assembled from ticket replies; not written by AI',
      model: 'Written by AI from ticket replies and documents; every sentence has a checked quote',
      person: 'Written by a person',
    },
    basedOn: (tickets, documents) =>
      `Based on ${[...counted(tickets, 'solved ticket', 'solved tickets'), ...counted(documents, 'document', 'documents')].join(' and ')}.`,
    repliesIn: (tickets) => `Replies in ${counted(tickets, 'ticket', 'tickets').join('')}`,
    documents: (count) => counted(count, 'document', 'documents').join(''),
    page: 'page',
    seenOnce: 'seen once',
    notVerified: 'not verified',
  },
  de: {
    headings: {
      symptoms: 'Wann das hilft',
      cause: 'Ursache',
      steps: 'Schritte',
      notes: 'Gut zu wissen',
      sources: 'Aus den Dokumenten',
    },
    sources: 'Quellen',
    methods: {
      extractive: 'Aus Antworten auf Tickets zusammengestellt; nicht von KI geschrieben',
      model:
        'Von KI aus Antworten auf Tickets und Dokumenten geschrieben; jeder Satz hat ein geprüftes Zitat',
      person: 'Von einem Menschen geschrieben',
    },
    basedOn: (tickets, documents) =>
      `Beruht auf ${[...counted(tickets, 'gelösten Ticket', 'gelösten Tickets'), ...counted(documents, 'Dokument', 'Dokumenten')].join(' und ')}.`,
    repliesIn: (tickets) => `Antworten in ${counted(tickets, 'Ticket', 'Tickets').join('')}`,
    documents: (count) => counted(count, 'Dokument', 'Dokumente').join(''),
    page: 'Seite',
    seenOnce: 'einmal gesehen',
    notVerified: 'nicht geprüft',
  },
  es: {
    headings: {
      symptoms: 'Cuándo ayuda',
      cause: 'Causa',
      steps: 'Pasos',
      notes: 'Conviene saber',
      sources: 'De los documentos',
    },
    sources: 'Fuentes',
    methods: {
      extractive: 'Compuesto de respuestas a tickets; no escrito por IA',
      model:
        'Escrito por IA a partir de respuestas a tickets y documentos; cada frase tiene una cita comprobada',
      person: 'Escrito por una persona',
    },
    basedOn: (tickets, documents) =>
      `Basado en ${[...counted(tickets, 'ticket resuelto', 'tickets resueltos'), ...counted(documents, 'documento', 'documentos')].join(' y ')}.`,
    repliesIn: (tickets) => `Respuestas en ${counted(tickets, 'ticket', 'tickets').join('')}`,
    documents: (count) => counted(count, 'documento', 'documentos').join(''),
    page: 'página',
    seenOnce: 'visto una vez',
    notVerified: 'sin comprobar',
  },
};

/** The words for an article in this language, a BCP 47 tag. Other languages than English, German and Spanish get English words. */
export function articleWords(language: string): ArticleWords {
  const known = knownLanguage(language);
  return words[known === 'de' || known === 'es' ? known : 'en'];
}
