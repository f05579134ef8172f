import {
  type DocumentParser,
  defaultParseLimits,
  type ParsedDocument,
  readDocument,
  throwIfAborted,
  unreadableDocument,
} from '@ticket-ai/core';
import { isEncrypted, openPackage, type PackageParts } from './open-package.ts';
import { readBody, type WordContent, type WordParts } from './read-body.ts';
import { childAt, parseXml, type XmlElement } from './xml-tree.ts';

const docx = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
/** Word files with a password, and those of Word before 2007. */
const ole = 'application/x-ole-storage';

/**
 * Reads Word files (.docx): headings by style and outline, lists with the marks that Word shows, tables with merged cells, footnotes, text boxes. Tracked
 * changes are read as accepted; hidden text is left out, and said. Headers, footers and comments are not read.
 */
export function docxDocumentParser(): DocumentParser {
  return {
    name: 'docx@3',
    mediaTypes: [docx, ole],
    factory: { module: import.meta.url, name: 'docxDocumentParser' },
    async parse({ bytes, limits, abortSignal }) {
      throwIfAborted(abortSignal);
      const { bytes: mostBytes, characters } = { ...defaultParseLimits, ...limits };
      if (bytes.byteLength > mostBytes)
        return unreadableDocument(
          'too_large',
          `The file has ${bytes.byteLength} bytes; the limit is ${mostBytes}.`,
        );
      if (bytes[0] === 0xd0) return readOld(bytes);
      try {
        return readWord(bytes, characters);
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        return unreadableDocument('invalid', `The file is damaged or no Word file: ${reason}`);
      }
    },
  };
}

function readOld(bytes: Uint8Array): ParsedDocument {
  return isEncrypted(bytes)
    ? unreadableDocument(
        'encrypted',
        'The file is protected by a password. Save it without one, and add it again.',
      )
    : unreadableDocument(
        'invalid',
        'The file is of an old version of Word or of another Office program. Save it as .docx, and add it again.',
      );
}

function readWord(bytes: Uint8Array, mostCharacters: number): ParsedDocument {
  const { core, ...parts } = openPackage(bytes);
  const content = readBody(parsedParts(parts), mostCharacters);
  const stated = core === undefined ? undefined : textOf(childAt(parseXml(core), 'dc:title'));
  const [heading] = content.blocks.filter(({ kind, level }) => kind === 'heading' && level === 1);
  const first = heading === undefined ? undefined : content.text.slice(heading.start, heading.end);
  return readDocument(content, {
    title: content.title ?? first ?? (stated || undefined),
    warnings: warningsOf(content, mostCharacters),
    cut: content.cut,
  });
}

function parsedParts({ document, ...others }: Omit<PackageParts, 'core'>): WordParts {
  if (document === undefined) throw new Error('it has no document in it.');
  return {
    ...Object.fromEntries(Object.entries(others).map(([kind, xml]) => [kind, parseXml(xml)])),
    document: parseXml(document),
  };
}

function warningsOf({ hidden, cut }: WordContent, mostCharacters: number): string[] {
  return [
    ...(cut ? [`Only the first ${mostCharacters} characters were read.`] : []),
    ...(hidden === 0
      ? []
      : [`${hidden} characters that a reader does not see (hidden, white or tiny text) were left out.`]),
  ];
}

const textOf = (element: XmlElement | undefined): string =>
  element?.children
    .filter((child) => typeof child === 'string')
    .join('')
    .trim() ?? '';
