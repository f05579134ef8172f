import { expect, it } from 'vitest';
import { sniffMediaType } from './sniff-media-type.ts';

const bytes = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));

it('believes the content, not the name', () => {
  expect(sniffMediaType(bytes('%PDF-1.7 ...'), 'notes.md')).toBe('application/pdf');
  expect(sniffMediaType(bytes('\u0089PNG\r\n'), 'manual.txt')).toBe('image/png');
  expect(sniffMediaType(bytes('PK\u0003\u0004....word/document.xml'), 'x.pdf')).toContain('wordprocessingml');
  expect(sniffMediaType(bytes('a\u0000b'), 'x.md')).toBe('application/octet-stream');
  expect(sniffMediaType(bytes('<!-- c --><!DOCTYPE html><html>'), 'page')).toBe('text/html');
  expect(sniffMediaType(bytes('plain words'), 'page.html')).toBe('text/plain');
});

it('uses the name only to tell plain texts apart', () => {
  expect(sniffMediaType(bytes('words'), 'a.md')).toBe('text/markdown');
  expect(sniffMediaType(bytes('a,b\n1,2'), 'a.CSV')).toBe('text/csv');
  expect(sniffMediaType(bytes('# Title\n'), 'readme')).toBe('text/markdown');
  expect(sniffMediaType(bytes('words'))).toBe('text/plain');
});
