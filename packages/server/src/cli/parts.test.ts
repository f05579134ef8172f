import { lstat, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { TicketAIError } from '@ticket-ai/core';
import { expect, test } from 'vitest';
import { readConfig } from '../config.ts';
import { suggest } from '../suggest.ts';
import { assignmentsCsv } from './assignments-csv.ts';
import { conclude } from './commands/doctor.ts';
import { plainCell, textCell } from './csv.ts';
import { readLabels } from './evaluation/read-labels.ts';
import { explainError } from './explain-error.ts';
import { findOne, shortIds } from './find-one.ts';
import { readColumns } from './input-file.ts';
import { writeOutput } from './output-file.ts';
import { rejectedCsv } from './rejected-csv.ts';

test('the configuration has a default for everything', () => {
  expect(readConfig({}, {})).toMatchObject({
    dataFolder: '.ticket-ai',
    store: 'sqlite',
    host: '127.0.0.1',
    port: 7171,
    timeZone: 'UTC',
  });
  expect(
    readConfig({ port: 1, host: undefined }, { TICKET_AI_PORT: '2', TICKET_AI_HOST: '', OTHER: 'x' }),
  ).toMatchObject({ port: 1, host: '127.0.0.1' });
});

test('all faults of the configuration are told at once, and no value', () => {
  const environment = {
    TICKET_AI_PORT: 'secret-1',
    TICKET_AI_TIME_ZONE: 'secret-2',
    TICKET_AI_HOTS: 'secret-3',
  };
  expect(() => readConfig({}, environment)).toThrow(
    /TICKET_AI_HOTS is not known; did you mean TICKET_AI_HOST\?[\s\S]*TICKET_AI_TIME_ZONE must[\s\S]*TICKET_AI_PORT must/,
  );
  expect(() => readConfig({}, environment)).not.toThrow(/secret/);
});

test('a slip of the fingers is understood', () => {
  const words = ['cluster', 'intents', 'import', 'ask'];
  expect(['clutser', 'intent', 'improt', 'clus', 'zebra', ''].map((word) => suggest(word, words))).toEqual([
    'cluster',
    'intents',
    'import',
    'cluster',
    undefined,
    undefined,
  ]);
});

test('no text becomes a formula in a spreadsheet, unless the file is for programs', () => {
  const given = ['=1+1', '+49 30', '-x', '@a', '\tb', '\rc', ' =1', '＝1', '-17', 'plain'];
  expect(given.map((text) => textCell(text))).toEqual([
    "'=1+1",
    "'+49 30",
    "'-x",
    "'@a",
    "'\tb",
    '"\'\rc"',
    "' =1",
    "'＝1",
    '-17',
    'plain',
  ]);
  expect(given.map((text) => textCell(text, { raw: true }))).toEqual(
    given.map((text) => (text === '\rc' ? '"\rc"' : text)),
  );
  const tickets = [{ rowId: '=cmd()', confidence: 1, decision: 'matched' }] as never;
  expect(assignmentsCsv(tickets)).toContain("\n'=cmd(),");
  expect(assignmentsCsv(tickets, { raw: true })).toContain('\n=cmd(),');
  expect(textCell('=a,"b"')).toBe(`"'=a,""b"""`);
  expect(plainCell('-17')).toBe('-17');
  expect(rejectedCsv([{ kind: 'rejected', line: 3, reason: 'No, no.', text: '=x' }])).toBe(
    'line,column,reason,text\n3,,"No, no.",\'=x\n',
  );
});

const things = [
  { id: '01AAAABBBB01', name: 'Late delivery' },
  { id: '01AAAABBBB02', name: 'Lost card' },
];
const look = ({ id, name }: (typeof things)[number]) => ({ id, names: [name] });
const kind = { noun: 'thing', list: 'things list' };

test('things are found by id, name, and parts of both', () => {
  for (const wanted of ['01AAAABBBB02', '01aaaabbbb02', 'BB02', 'lost card', 'Lost'])
    expect(findOne(things, wanted, look, kind).name).toBe('Lost card');
  expect(() => findOne(things, '01AAAA', look, kind)).toThrow(/fits more than one thing/);
  expect(() => findOne(things, 'lost crad', look, kind)).toThrow(/Did you mean "Lost card"\? `things list`/);
  expect(() => findOne(things, 'L', look, kind)).toThrow(/more than one/);
});

test('short ids tell apart what is shown', () => {
  expect(shortIds(things.map(({ id }) => id))(things[0]?.id ?? '')).toBe('BBBB01');
  expect(shortIds(['a1234567', 'b1234567'])('a1234567')).toBe('a1234567');
});

test('columns are named in any spelling; unknown parts are a usage fault', () => {
  expect(readColumns(['subject=Title', 'created_at=Opened=On'])).toEqual({
    subject: 'Title',
    createdAt: 'Opened=On',
  });
  expect(() => readColumns(['subjct=Title'])).toThrow(/Did you mean "subject"/);
  expect(() => readColumns(['subject'])).toThrow(/must look like subject=Title/);
});

test('labels: the deepest filled column, or the named one', () => {
  const bytes = new TextEncoder().encode('id;label_l1;label_l2;label_l3\na;x;y;\nb;x;;\n;x;z;\n');
  const dialect = { encoding: 'utf-8', delimiter: ';', id: 'id' };
  expect(readLabels(bytes, dialect)).toEqual({
    column: 'label_l2',
    labels: new Map([
      ['a', 'y'],
      ['3', 'z'],
    ]),
    above: [{ column: 'label_l1', labels: expect.any(Map) }],
  });
  expect(readLabels(bytes, dialect, 'label_l1')).toMatchObject({ above: [] });
  expect(readLabels(bytes, dialect, 'label_l1').labels.size).toBe(3);
  expect(() => readLabels(bytes, dialect, 'label_l4')).toThrow(
    /Did you mean "label_l1"|Did you mean "label_l2"/,
  );
});

test('doctor never says all is well below a warning', () => {
  const of = (...states: ('ok' | 'warning' | 'fault')[]) => conclude(states.map((state) => ({ state })));
  expect([of('ok'), of('ok', 'warning'), of('warning', 'fault', 'warning')]).toEqual([
    'All is well.',
    'It works; 1 thing marked ! deserves a look.',
    '1 thing must be put right; 2 things marked ! deserve a look.',
  ]);
});

test('an output is written whole or not at all, and stays a link', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'ticket-ai-output-'));
  const file = (name: string) => path.join(folder, name);
  await writeFile(file('real.csv'), 'old');
  await symlink(file('real.csv'), file('link.csv'));
  await writeFile(file('link.csv.part'), 'mine');
  await writeOutput(file('link.csv'), 'new');
  expect((await lstat(file('link.csv'))).isSymbolicLink()).toBe(true);
  expect(await readFile(file('real.csv'), 'utf8')).toBe('new');
  await writeFile(file('real.csv.part'), 'mine');
  await writeOutput(file('real.csv'), 'newer');
  expect(await readFile(file('real.csv.part'), 'utf8')).toBe('mine');
  await expect(writeOutput(folder, 'x')).rejects.toMatchObject({ code: 'EISDIR', path: folder });
  await expect(writeOutput(file('no/such.csv'), 'x')).rejects.toMatchObject({ path: file('no/such.csv') });
  expect((await readdir(folder)).sort()).toEqual(['link.csv', 'link.csv.part', 'real.csv', 'real.csv.part']);
  await rm(folder, { recursive: true });
});

test('what an article cannot do is told in commands that exist', () => {
  const { text } = explainError(
    new TicketAIError('invalid-transition', {
      message:
        'An article that is "approved" cannot reject. Possible now: publish, approve, request-changes, postpone.',
      context: { status: 'approved', action: 'reject' },
    }),
  );
  expect(text.split('\n')).toEqual([
    'An article that is "approved" cannot be rejected. Possible now:',
    '  ticket-ai articles publish <article>',
    '  ticket-ai articles review <article> --request-changes --note <what to change>',
  ]);
});

test('errors say what to do, and end with the right code', () => {
  for (const code of ['ENOSPC', 'EFBIG', 'EDQUOT'])
    expect(explainError(Object.assign(new Error('write'), { code }))).toMatchObject({
      exitCode: 1,
      text: expect.stringContaining('disk is full'),
    });
  expect(
    explainError(new TicketAIError('adapter-failed', { message: 'x.', context: { reason: 'locked' } })).text,
  ).toContain('--data');
  expect(
    explainError(new TicketAIError('invalid-input', { message: 'x', context: { exitCode: 2 } })).exitCode,
  ).toBe(2);
  expect(explainError(new Error('odd')).text).toContain('--debug');
});
