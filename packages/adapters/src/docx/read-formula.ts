import { childAt, childrenOf, isElement, type XmlElement } from './xml-tree.ts';

/** Gives the text of a run of a formula, or of what stands between formulas. */
type ReadRun = (run: XmlElement) => string;

/** Writes a formula in one line, as a person would type it: `x^2 + y/2`, `√(a + b)`, `∑_(i = 1)^n i`. */
export function readFormula(formula: XmlElement, readRun: ReadRun): string {
  return spaced(inner(formula, readRun));
}

function inner(element: XmlElement | undefined, readRun: ReadRun): string {
  return element === undefined
    ? ''
    : childrenOf(element)
        .map((child) => one(child, readRun))
        .join('');
}

function one(element: XmlElement, readRun: ReadRun): string {
  const all = (name: string) => childrenOf(element, name).map((child) => inner(child, readRun));
  const part = (name: string) => inner(childAt(element, name), readRun);
  const sign = (name: string, usual: string) => setting(childAt(element, `${element.name}Pr`, name)) ?? usual;
  switch (element.name) {
    case 'm:f':
      return sign('m:type', 'bar') === 'noBar'
        ? `${part('m:num')} over ${part('m:den')}`
        : `${term(part('m:num'))}/${factor(part('m:den'))}`;
    case 'm:sSup':
      return `${factor(part('m:e'))}${raised(part('m:sup'))}`;
    case 'm:sSub':
      return `${factor(part('m:e'))}${lowered(part('m:sub'))}`;
    case 'm:sSubSup':
      return `${factor(part('m:e'))}${lowered(part('m:sub'))}${raised(part('m:sup'))}`;
    case 'm:sPre':
      return `${lowered(part('m:sub'))}${raised(part('m:sup'))}${part('m:e')}`;
    case 'm:rad':
      return part('m:deg').trim() === ''
        ? `√${factor(part('m:e'))}`
        : `root(${part('m:deg')}, ${part('m:e')})`;
    case 'm:d':
      return `${sign('m:begChr', '(')}${all('m:e').join(sign('m:sepChr', '|'))}${sign('m:endChr', ')')}`;
    case 'm:nary':
      return `${sign('m:chr', '∫')}${lowered(part('m:sub'))}${raised(part('m:sup'))} ${part('m:e')}`;
    case 'm:func':
      return `${part('m:fName')} ${part('m:e')}`;
    case 'm:limLow':
      return `${part('m:e')}${lowered(part('m:lim'))}`;
    case 'm:limUpp':
      return `${part('m:e')}${raised(part('m:lim'))}`;
    case 'm:acc':
      return `${factor(part('m:e'))}${sign('m:chr', '\u0302')}`;
    case 'm:m':
      return `[${childrenOf(element, 'm:mr')
        .map((row) =>
          childrenOf(row, 'm:e')
            .map((cell) => inner(cell, readRun))
            .join(', '),
        )
        .join('; ')}]`;
    case 'm:eqArr':
      return all('m:e').join('; ');
    default:
      return /^m:.*Pr$/.test(element.name)
        ? ''
        : isContainer(element)
          ? inner(element, readRun)
          : readRun(element);
  }
}

/** Elements of a formula that only hold others; everything else is text or none of its business. */
const isContainer = ({ name, children }: XmlElement): boolean =>
  name.startsWith('m:') && name !== 'm:r' && name !== 'm:phant' && children.some(isElement);

const setting = (element: XmlElement | undefined): string | undefined => element?.attributes['m:val'];

/** A part that belongs together without brackets: a number, a word, something in brackets. */
const isWhole = (text: string): boolean =>
  /^(?:[\p{L}\p{M}]+|[\p{N}.,]+|.)$/u.test(text) || isBracketed(text);

function isBracketed(text: string): boolean {
  if (!text.startsWith('(') || !text.endsWith(')')) return false;
  let depth = 0;
  return [...text].every((letter, at, letters) => {
    depth += letter === '(' ? 1 : letter === ')' ? -1 : 0;
    return depth > 0 || at === letters.length - 1;
  });
}

const factor = (text: string): string => (isWhole(text.trim()) ? text.trim() : `(${text.trim()})`);
/** `2x`, `x^2`, `a_1` need no brackets before a sign of division. */
const term = (text: string): string =>
  /^[\p{L}\p{M}\p{N}.^_]+$/u.test(text.trim()) ? text.trim() : factor(text);
const raised = (text: string): string => (text.trim() === '' ? '' : `^${factor(text)}`);
const lowered = (text: string): string => (text.trim() === '' ? '' : `_${factor(text)}`);

/** Word sets room around signs between two terms without storing it; a sign of a number (`-1`, `(-1)`) has none. */
const spaced = (text: string): string =>
  text
    .replace(/(?<=[\p{L}\p{M}\p{N})\]}|!'′])\s*([=<>≤≥≠≈≡∝→⇒⇔∈±+−×÷·⋅∙-])\s*(?=\S)/gu, ' $1 ')
    .replace(/\s+/gu, ' ')
    .trim();
