import { expect, test } from 'vitest';
import { findBrokenLinks } from './find-broken-links.ts';

const check = (html: string) =>
  findBrokenLinks({
    base: '/docs',
    pages: new Map([
      ['/a/index.html', html],
      ['/b/index.html', '<h2 id="here">x</h2>'],
    ]),
    files: new Set(['/a/index.html', '/b/index.html', '/picture.svg']),
  }).map(({ link }) => link);

test('good links are good', () => {
  expect(
    check(
      '<a href="/docs/b/#here">x</a><a href="../b/">x</a><img src="/docs/picture.svg"><a href="https://example.com/gone">x</a><a href="#_top">x</a>',
    ),
  ).toEqual([]);
});

test('finds lost pages, lost places, lost pictures, and links that forget the base', () => {
  expect(
    check(
      '<a href="/docs/c/">x</a><a href="/docs/b/#there">x</a><img src="/docs/gone.svg"><a href="/b/">x</a><a href="#nowhere">x</a>',
    ),
  ).toEqual(['/docs/c/', '/docs/b/#there', '/docs/gone.svg', '/b/', '#nowhere']);
});
