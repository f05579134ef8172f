import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { sparseNeighbours } from './nearest-neighbours.ts';
import { propagateLabels } from './propagate-labels.ts';
import { runToEnd } from './stepwise.ts';
import { fitVocabulary } from './vocabulary.ts';

const things = ['card arrived late', 'password reset mail', 'refund money back'];
const texts = Array.from({ length: 60 }, (_, at) => `${things[at % 3]} ${'abcdefghijklmnopqrst'[at % 20]}x`);
const truth = Int32Array.from(texts, (_, at) => at % 3);
const { matrix } = fitVocabulary(texts);
const neighbours = runToEnd(sparseNeighbours(matrix, { k: 10 }));

const propagate = (labels: Int32Array, told: Uint8Array = new Uint8Array(60)) =>
  runToEnd(propagateLabels({ neighbours, matrix, labels, told }));

test('spreads from a few told rows to all', () => {
  const labels = truth.map((label, at) => (at < 6 ? label : -1));
  const told = Uint8Array.from(truth, (_, at) => (at < 6 ? 1 : 0));
  const { labels: found, confidence } = propagate(labels, told);
  expect(found).toEqual(truth);
  expect(Math.min(...confidence.subarray(6))).toBeGreaterThan(0.5);
});

test('repairs single wrong labels, but never one that was told', () => {
  const labels = truth.map((label, at) => (at % 10 === 7 ? (label + 1) % 3 : label));
  expect(propagate(labels).labels).toEqual(truth);
  const told = Uint8Array.from(truth, (_, at) => (at === 7 ? 1 : 0));
  expect(propagate(labels, told).labels[7]).toBe(labels[7]);
});

test('rows nobody speaks for stay without a label', () => {
  const none = new Int32Array(60).fill(-1);
  expect(propagate(none).labels).toEqual(none);
});

test('confidence is a share, the second class another one, and told rows keep theirs, whatever the labels', () => {
  const label = fc.integer({ min: -1, max: 4 });
  const row = fc.tuple(label, fc.boolean());
  fc.assert(
    fc.property(fc.array(row, { minLength: 60, maxLength: 60 }), (rows) => {
      const labels = Int32Array.from(rows, ([each]) => each);
      const told = Uint8Array.from(rows, ([each, isTold]) => (isTold && each >= 0 ? 1 : 0));
      const found = propagate(labels, told);
      for (let at = 0; at < 60; at++) {
        expect(found.confidence[at]).toBeGreaterThanOrEqual(0);
        expect(found.confidence[at]).toBeLessThanOrEqual(1);
        if (told[at] === 1) expect(found.labels[at]).toBe(labels[at]);
        else if (found.second[at]! >= 0) expect(found.second[at]).not.toBe(found.labels[at]);
      }
    }),
    { numRuns: 30 },
  );
});
