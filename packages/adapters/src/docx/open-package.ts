import { unzipSync } from 'fflate';

/** The parts of a Word file that are read. Headers, footers and comments are not text of the document. */
const wanted = /^(?:word\/(?:document|styles|numbering|footnotes|endnotes)\.xml|docProps\/core\.xml)$/;

/** Unpacked, all parts that are read together. XML packs well: twenty times and more is usual. */
const mostUnpacked = 200_000_000;

/** Unpacks a Word file. Sizes are checked before anything is unpacked, and nothing larger than its stated size comes out. @throws `Error` */
export function openPackage(bytes: Uint8Array): ReadonlyMap<string, string> {
  let unpacked = 0;
  const parts = unzipSync(bytes, {
    filter({ name, originalSize }) {
      if (!wanted.test(name)) return false;
      unpacked += originalSize;
      if (unpacked > mostUnpacked) throw new Error('Unpacked it would be too large to be read safely.');
      return true;
    },
  });
  return new Map(Object.entries(parts).map(([name, part]) => [name, new TextDecoder().decode(part)]));
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
