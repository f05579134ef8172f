import type { Language } from '../text/language.ts';
import type { ArticleSectionKey } from './article.ts';

/** The parts of an article in reading order. */
export const sectionOrder: readonly ArticleSectionKey[] = ['symptoms', 'cause', 'steps', 'notes', 'sources'];

const headings: Readonly<Record<'en' | 'de' | 'es', Readonly<Record<ArticleSectionKey, string>>>> = {
  en: {
    symptoms: 'When this helps',
    cause: 'Cause',
    steps: 'Steps',
    notes: 'Good to know',
    sources: 'From the documents',
  },
  de: {
    symptoms: 'Wann das hilft',
    cause: 'Ursache',
    steps: 'Schritte',
    notes: 'Gut zu wissen',
    sources: 'Aus den Dokumenten',
  },
  es: {
    symptoms: 'Cuándo ayuda',
    cause: 'Causa',
    steps: 'Pasos',
    notes: 'Conviene saber',
    sources: 'De los documentos',
  },
};

/** What the parts of an article are called. Other languages than these three get English headings. */
export const sectionHeadings = (language: Language): Readonly<Record<ArticleSectionKey, string>> =>
  headings[language === 'de' || language === 'es' ? language : 'en'];
