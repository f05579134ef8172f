import { expect, it } from 'vitest';
import { isCode } from './codes.ts';

it.each(['e21', 'err-1042', '0x80070005', 'kx200', 'e-47', 'ora-00942', 'wx7-3b'])(
  '%j names one thing',
  (word) => expect(isCode(word)).toBe(true),
);

it.each([
  '24h',
  '1st',
  '2nd',
  'mp3',
  '2x',
  '10gb',
  'h2o',
  'co2',
  '30-day',
  '4x4',
  '1920x1080',
  '1.5kg',
  'v2',
  'v2.4.1',
  'q3',
  'a4',
  'f5',
  'ipv6',
  'x264',
  'jo3@a.example',
  'a.example/3',
  'word',
  '1042',
])('%j does not', (word) => expect(isCode(word)).toBe(false));
