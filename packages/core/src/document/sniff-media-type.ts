const byExtension: Readonly<Record<string, string>> = {
  md: 'text/markdown',
  markdown: 'text/markdown',
  csv: 'text/csv',
  tsv: 'text/tab-separated-values',
  json: 'application/json',
  txt: 'text/plain',
};

/**
 * What a file is, from its first bytes; the name only tells kinds of plain text apart. A name or a claimed type never turns a binary
 * file into text or the other way round.
 */
export function sniffMediaType(bytes: Uint8Array, fileName = ''): string {
  const head = latin1(bytes.subarray(0, 4096));
  if (head.slice(0, 1024).includes('%PDF-')) return 'application/pdf';
  if (head.startsWith('PK\u0003\u0004')) return officeType(bytes);
  if (head.startsWith('\u00d0\u00cf\u0011\u00e0')) return 'application/x-ole-storage';
  if (head.startsWith('{\\rtf')) return 'application/rtf';
  const binary = imageType(head);
  if (binary !== undefined) return binary;
  if (head.includes('\u0000') && !/^(?:\u00ff\u00fe|\u00fe\u00ff)/u.test(head))
    return 'application/octet-stream';
  return textType(head, fileName);
}

/** One character per byte. `TextDecoder('latin1')` is Windows-1252, which is not. */
const latin1 = (bytes: Uint8Array): string => Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');

function imageType(head: string): string | undefined {
  if (head.startsWith('\u0089PNG')) return 'image/png';
  if (head.startsWith('\u00ff\u00d8\u00ff')) return 'image/jpeg';
  if (head.startsWith('GIF8')) return 'image/gif';
  return undefined;
}

/** Office files are zip archives; the folder names in them tell which. */
function officeType(bytes: Uint8Array): string {
  const names = latin1(bytes.subarray(0, 65_536)) + latin1(bytes.subarray(-65_536));
  if (names.includes('word/'))
    return 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
  if (names.includes('xl/')) return 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  if (names.includes('ppt/'))
    return 'application/vnd.openxmlformats-officedocument.presentationml.presentation';
  return 'application/zip';
}

function textType(head: string, fileName: string): string {
  const start = head.replace(/^(?:\u00ef\u00bb\u00bf)?(?:\s|<!--[\s\S]*?-->)*/u, '');
  if (
    /^<(?:!doctype\s+html|html|head|body)\b/iu.test(start) ||
    /^<\?xml[^>]*>\s*<!doctype\s+html/iu.test(start)
  )
    return 'text/html';
  const extension = /\.([a-z0-9]+)$/iu.exec(fileName)?.[1]?.toLowerCase() ?? '';
  if (/^html?$/u.test(extension) && /<[a-z][^>]*>/iu.test(head)) return 'text/html';
  const known = byExtension[extension];
  if (known !== undefined) return known;
  return /^(?:#{1,6} \S|\|.*\|\s*\n\s*\|?\s*:?-)/mu.test(head) ? 'text/markdown' : 'text/plain';
}
