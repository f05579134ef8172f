import { strFromU8, unzipSync } from 'fflate';
import { childrenOf, parseXml } from './xml-tree.ts';

/** The parts of a Word file that are read, as XML. Headers, footers and comments are not text of the document. */
export type PackageParts = Readonly<Partial<Record<PartKind, string>>>;
type PartKind = 'document' | 'core' | 'styles' | 'numbering' | 'footnotes' | 'endnotes';

/** Unpacked, all parts that are read together. XML packs well: twenty times and more is usual. */
const mostUnpacked = 200_000_000;

/**
 * Unpacks a Word file. Parts are those that its relations name; where these are missing or lead nowhere, those with the usual names. Sizes are
 * checked before anything is unpacked, and nothing larger than its stated size comes out. @throws `Error`
 */
export function openPackage(bytes: Uint8Array): PackageParts {
  const { names, unpack } = openArchive(bytes);
  const find = (relations: ReadonlyMap<string, string>, kind: string, usual: string) => {
    const name = relations.get(kind) ?? usual;
    return names.has(name) ? name : usual;
  };
  const ofPackage = readRelations(unpack, '');
  const main = find(ofPackage, 'officeDocument', 'word/document.xml');
  const ofMain = readRelations(unpack, main);
  const parts: { [Kind in PartKind]?: string } = {};
  const add = (kind: PartKind, name: string) => {
    const part = unpack(name);
    if (part !== undefined) parts[kind] = new TextDecoder().decode(part);
  };
  add('document', main);
  add('core', find(ofPackage, 'core-properties', 'docProps/core.xml'));
  for (const kind of ['styles', 'numbering', 'footnotes', 'endnotes'] as const)
    add(kind, find(ofMain, kind, `word/${kind}.xml`));
  return parts;
}

function openArchive(bytes: Uint8Array) {
  const names = new Set<string>();
  unzipSync(bytes, {
    filter({ name }) {
      names.add(name);
      return false;
    },
  });
  let unpacked = 0;
  return {
    names,
    unpack(wanted: string): Uint8Array | undefined {
      if (!names.has(wanted)) return undefined;
      const found = unzipSync(bytes, {
        filter({ name, originalSize }) {
          if (name !== wanted) return false;
          unpacked += originalSize;
          if (unpacked > mostUnpacked) throw new Error('Unpacked it would be too large to be read safely.');
          return true;
        },
      });
      return found[wanted];
    },
  };
}

/** Names of the parts that a part refers to, by the last word of their kind. Of the package as a whole: `''`. */
function readRelations(
  unpack: (name: string) => Uint8Array | undefined,
  part: string,
): ReadonlyMap<string, string> {
  const at = part.lastIndexOf('/') + 1;
  const xml = unpack(`${part.slice(0, at)}_rels/${part.slice(at)}.rels`);
  const relations = new Map<string, string>();
  for (const { attributes } of childrenOf(
    xml === undefined ? undefined : attempt(() => parseXml(strFromU8(xml))),
  )) {
    const { Type: type = '', Target: target = '', TargetMode: mode } = attributes;
    const name = attempt(() => new URL(target, `file:///${part}`).pathname.slice(1));
    if (mode !== 'External' && name !== undefined) relations.set(type.slice(type.lastIndexOf('/') + 1), name);
  }
  return relations;
}

/** Relations that are damaged name nothing. */
function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

/** Word writes files with a password as another container, which holds the encrypted package under this name. */
export function isEncrypted(bytes: Uint8Array): boolean {
  const name = Array.from('EncryptedPackage', (letter) => `${letter}\0`).join('');
  return latin1(bytes.subarray(0, 1_000_000)).includes(name);
}

function latin1(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 10_000)
    text += String.fromCharCode(...bytes.subarray(at, at + 10_000));
  return text;
}
