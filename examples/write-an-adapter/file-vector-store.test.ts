import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runConformance, vectorStoreCases } from '@ticket-ai/core/conformance';
import { describe, it } from 'vitest';
import { fileVectors } from './file-vector-store.ts';

const create = () => fileVectors({ path: join(mkdtempSync(join(tmpdir(), 'vectors-')), 'vectors.json') });

describe('file vectors', () =>
  runConformance(it, vectorStoreCases, { create, destroy: (store) => store.close(), capabilities: [] }));
