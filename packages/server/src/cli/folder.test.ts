import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCli, spawnCli } from './testing/run-cli.ts';
import { sampleTickets, toCsv, toJsonl } from './testing/sample-tickets.ts';

const count = 96;
let folder = '';
const file = (name: string) => path.join(folder, name);

/** Runs a command on the data folder of these tests; it must end well. */
async function run(...args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await runCli(...args, '--data', file('data'));
  expect([args.join(' '), code, code === 0 ? '' : stderr]).toEqual([args.join(' '), 0, '']);
  return stdout;
}
const json = async (...args: readonly string[]) => JSON.parse(await run(...args, '--json'));

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'ticket-ai-folder-'));
  await writeFile(file('tickets.jsonl'), toJsonl(sampleTickets(count)));
  await writeFile(
    file('manual.md'),
    '# Manual\n\n## Battery\n\nCharge the battery for four hours before the first ride.\n\n## Brakes\n\nThe brake pads last about 2,000 kilometres.\n',
  );
});
afterAll(() => rm(folder, { recursive: true }));

test('import: new, then known; listed', async () => {
  expect(await run('import', file('tickets.jsonl'))).toContain(`${count} new`);
  expect(await run('import', file('tickets.jsonl'))).toContain(`0 new, 0 changed, ${count} known`);
  const { imports } = await json('import', 'list');
  expect(imports.map(({ created }: { created: number }) => created)).toEqual([0, count]);
  expect(await run('import', 'list')).toContain('tickets.jsonl');
});

test('cluster without a file works on the folder', async () => {
  const { intents, tickets } = await json('cluster', '--intents', '4');
  expect([tickets, intents]).toEqual([count, 4]);
});

test('taxonomy: exported as YAML, edited, shown as a difference, imported, undone', async () => {
  const tree = file('tree.yaml');
  await run('taxonomy', 'export', tree);
  const exported = await readFile(tree, 'utf8');
  expect(await run('taxonomy', 'import', tree)).toBe('');
  const [, name = ''] = /^ {2}- name: (.*)$/m.exec(exported) ?? [];
  await writeFile(
    tree,
    `${exported.replace(`- name: ${name}`, '- name: Renamed here')}  - name: Added here\n`,
  );
  const difference = await run('taxonomy', 'import', tree, '--dry-run');
  expect(difference).toContain('->  Renamed here');
  expect(difference).toContain('+ Added here');
  await run('taxonomy', 'export', tree.replace('tree', 'same'));
  expect(await readFile(tree.replace('tree', 'same'), 'utf8')).toBe(exported);
  expect(await run('taxonomy', 'import', tree)).toBe(difference);
  expect(await run('taxonomy')).toContain('Renamed here');
  await run('intents', 'undo');
  await run('taxonomy', 'export', tree);
  expect(await readFile(tree, 'utf8')).toBe(exported);
});

test('taxonomy: a file that is no outline is refused with its line, and nothing happens', async () => {
  await writeFile(file('bad.yaml'), 'version: 1\ncategories:\n  - name: A\n    colour: red\n');
  const { code, stderr } = await runCli('taxonomy', 'import', file('bad.yaml'), '--data', file('data'));
  expect([code, stderr]).toEqual([1, expect.stringMatching(/bad\.yaml, line 3: .*colour/)]);
  await writeFile(file('bad.yaml'), 'version: 1\ncategories: [\n');
  const torn = await runCli('taxonomy', 'import', file('bad.yaml'), '--data', file('data'));
  expect([torn.code, torn.stderr]).toEqual([1, expect.stringMatching(/bad\.yaml, line \d/)]);
  expect(await run('taxonomy')).not.toContain('colour');
});

test('taxonomy: categories are made, renamed, moved and removed', async () => {
  await run('taxonomy', 'create', 'Fleet > Bills > Monthly bill');
  await run('taxonomy', 'create', 'Fleet > Orders');
  await run('taxonomy', 'rename', 'Fleet > Bills', 'Invoices');
  expect(await run('taxonomy', 'move', 'Monthly bill', 'Fleet > Orders')).toContain(
    'Fleet > Orders > Monthly bill',
  );
  await run('taxonomy', 'remove', 'Fleet > Invoices');
  const { code } = await runCli('taxonomy', 'remove', 'Fleet', '--data', file('data'));
  expect(code).toBe(1);
  expect((await json('taxonomy', 'suggestions')).suggestions).toEqual([]);
  expect(
    (await json('taxonomy', 'check')).remarks.filter(
      ({ severity }: { severity: string }) => severity === 'fault',
    ),
  ).toEqual([]);
});

test('recluster: a what-if, compared, promoted, rolled back, dropped', async () => {
  const before = (await json('intents', 'list')).intents;
  const what = await json('recluster');
  expect(what).toMatchObject({ run: { status: 'candidate' }, promoted: false });
  expect(await run('runs', 'list')).toContain('candidate');
  expect(await run('runs', 'diff', what.run.id)).toContain('with an intent');
  expect(await run('runs', 'promote', what.run.id.slice(-8))).toContain('holds now');
  expect((await json('runs', 'list')).activeRunId).toBe(what.run.id);
  await run('runs', 'rollback');
  expect((await json('intents', 'list')).intents).toEqual(before);
  expect(await run('runs', 'drop', what.run.id)).toContain('given up');
  expect(await run('runs', 'show', what.run.id)).toContain('dropped');
  const refusal = async (...args: readonly string[]) =>
    (await runCli('runs', ...args, '--data', file('data'))).stderr;
  const discovery = (await json('runs', 'list')).activeRunId;
  expect(await refusal('rollback')).toContain('No re-clustering holds');
  for (const verb of ['diff', 'promote', 'drop'])
    expect(await refusal(verb, discovery)).toContain('is a discovery');
  expect(await refusal('promote', what.run.id)).toContain('was given up');
  expect(await run('recluster', '--intents', '2')).toMatch(/\d today, \d then, not the 2 asked for/);
});

test('changes of intents: shown before, explained after', async () => {
  const [first, second] = (await json('intents', 'list')).intents;
  const dry = await run('intents', 'merge', first.id, second.id, '--dry-run');
  expect(dry).toContain('48');
  expect(dry).toContain('Nothing was changed');
  expect(await run('intents', 'split', first.id, '--dry-run')).toContain('Nothing was changed');
  expect(await run('intents', 'rename', first.id, second.name, '--dry-run')).toContain('cannot be done');
  await run('intents', 'rename', second.id, 'Fixed', '--reason', 'as agents call it');
  expect(await run('intents', 'merge', first.id, second.id, '--suggested')).toContain('"Fixed" now holds 48');
  const history = await run('intents', 'history', first.id);
  expect(history).toContain('as agents call it');
  expect(history).toContain('went up in it');
  await run('intents', 'undo');
  await run('intents', 'undo');
  expect((await json('intents', 'lineage', second.id)).history.at(-1)).toMatchObject({ undone: true });
});

test('alerts: none in quiet data', async () => {
  expect((await json('alerts', 'watch', '--day', '2026-01-31')).alerts).toEqual([]);
  expect((await json('alerts')).alerts).toEqual([]);
});

test('intents: list, show, rename, merge, split, move, undo', async () => {
  const { intents } = await json('intents', 'list');
  expect(intents.map(({ ticketCount }: { ticketCount: number }) => ticketCount)).toEqual([24, 24, 24, 24]);
  const [first, second] = intents;
  expect(await run('intents', 'show', first.id.slice(-8))).toContain(first.name);
  expect(await run('intents', 'rename', first.id, 'Name by hand')).toContain('Name by hand');
  expect(await run('intents', 'list')).toContain('Name by hand *');
  expect(await run('intents', 'merge', 'name by hand', second.name)).toContain('48 tickets');
  expect((await json('intents', 'show', second.id)).name).toBe('Name by hand');
  for (const old of [second.id.slice(-8), second.name])
    expect((await json('intents', 'show', old)).name).toBe('Name by hand');
  const shown = await runCli('intents', 'lineage', second.id.slice(-8), '--data', file('data'));
  expect(shown.stderr).toContain(`"${second.name}" went up in "Name by hand"`);
  expect(shown.stdout).toContain(`merged "${second.name}" into "Name by hand"`);
  const merged = `merged "${second.name}" into "Name by hand"`;
  expect(await run('intents', 'undo', '--dry-run')).toContain(`Would take back: ${merged}`);
  expect(await run('intents', 'undo')).toContain(`Took back: ${merged}`);
  expect(await run('intents', 'split', 'name by hand', '--parts', '2')).toContain('was split');
  await run('intents', 'undo');
  expect((await json('intents', 'list')).intents).toHaveLength(4);
  expect(await run('intents', 'move', 'name by hand', 'One > Two > Three')).toContain('One > Two > Three');
  expect(await run('taxonomy')).toMatch(/One \.+ 24\n {2}Two \.+ 24/);
  expect((await json('taxonomy')).taxonomy.length).toBeGreaterThan(0);
});

test('tickets: list, show, move, why', async () => {
  expect((await json('tickets', 'list', '--limit', '5')).tickets).toHaveLength(5);
  expect(await run('tickets', 'list', '--intent', 'name by hand')).toContain('Name by hand');
  expect(await run('tickets', 'show', 'T-1')).toContain('customer');
  await run('tickets', 'move', 'T-1', '--none');
  expect((await json('tickets', 'list', '--unassigned')).tickets).toHaveLength(1);
  await run('tickets', 'move', 'T-1', 'name by hand');
  const { decisions } = await json('tickets', 'why', 'T-1');
  expect(decisions[0]).toMatchObject({ decision: 'person', intentName: 'Name by hand' });
  expect(await run('tickets', 'why', 'T-1')).toContain('Decided by');
});

test('tickets: erased only when it is said twice, and for good', async () => {
  const refused = await runCli('tickets', 'erase', 'T-2', '--data', file('data'));
  expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('Say --yes to do it')]);
  expect(await run('tickets', 'erase', 'T-2', 'T-3', '--yes')).toContain('Erased 2 tickets');
  const { ticket, messages } = await json('tickets', 'show', 'T-2');
  expect([ticket.subject, messages.map(({ text }: { text: string }) => text).join('')]).toEqual(['', '']);
});

test('documents and ask: a quote with its place, or not known', async () => {
  expect(await run('documents', 'add', file('manual.md'))).toContain('added');
  expect(await run('documents', 'add', file('manual.md'))).toContain('known');
  expect((await json('documents', 'list')).documents).toHaveLength(1);
  const answer = await json('ask', 'How long do I charge the battery before the first ride?');
  expect(Object.keys(answer)).toEqual(['status', 'sentences', 'confidence', 'missing']);
  expect(answer.status).toBe('answered');
  const [citation] = answer.sentences[0].citations;
  expect(Object.keys(citation)).toEqual(['document', 'page', 'quote', 'start', 'end']);
  expect(citation).toMatchObject({
    document: 'manual.md',
    page: 1,
    quote: 'Charge the battery for four hours before the first ride.',
  });
  expect(await run('ask', 'How long do I charge the battery before the first ride?')).toContain(
    '[1] manual.md, page 1',
  );
  expect(await json('ask', 'Who won the chess world cup?')).toMatchObject({
    status: 'abstained',
    sentences: [],
  });
  expect(await run('documents', 'remove', 'manual')).toContain('Removed manual.md');
  expect(await run('documents', 'erase', 'manual.md', '--yes')).toContain('Erased manual.md');
  const unknown = await runCli('documents', 'erase', 'nothing.md', '--yes', '--data', file('data'));
  expect([unknown.code, unknown.stderr]).toEqual([1, expect.stringContaining('no document nothing.md')]);
  expect(await json('ask', 'How long do I charge the battery before the first ride?')).toMatchObject({
    status: 'abstained',
  });
});

test('a file that cannot be read is kept apart, with exit code 3', async () => {
  await writeFile(file('picture.png'), Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0]));
  const { code, stderr } = await runCli(
    'documents',
    'add',
    file('manual.md'),
    file('picture.png'),
    '--data',
    file('data'),
  );
  expect(code).toBe(3);
  expect(stderr).toContain('1 file could not be read');
  expect(await runCli('documents', 'add', file('nothere.md'), '--data', file('data'))).toMatchObject({
    code: 1,
  });
});

test('tables are documents when they are named and hold no tickets', async () => {
  const shelf = file('shelf');
  await mkdir(shelf);
  await writeFile(path.join(shelf, 'hours.md'), '# Hours\n\nThe shop opens at nine.\n');
  await writeFile(path.join(shelf, 'prices.csv'), 'Part;Price\nBrake pads;18 EUR\n');
  await writeFile(
    path.join(shelf, 'export.csv'),
    'Ticket ID,Subject,Description,Status\n1,Broken,It broke,open\n',
  );
  const sources = async () =>
    (await json('documents', 'list')).documents.map(({ source }: { source: string }) => source).sort();
  const { code, stderr } = await runCli('documents', 'add', shelf, '--data', file('data'));
  expect([code, stderr]).toEqual([0, expect.stringContaining('2 tables')]);
  expect(await sources()).toEqual(['hours.md', 'manual.md']);

  const named = await runCli(
    'documents',
    'add',
    path.join(shelf, 'prices.csv'),
    path.join(shelf, 'export.csv'),
    '--data',
    file('data'),
  );
  expect([named.code, named.stdout]).toEqual([
    3,
    expect.stringMatching(/"Subject", "Description", "Status".*ticket-ai import export\.csv/),
  ]);
  expect(await sources()).toEqual(['hours.md', 'manual.md', 'prices.csv']);
  for (const source of ['hours.md', 'prices.csv']) await run('documents', 'remove', source);
});

test('articles: draft, show, request changes, compare, publish, ask', async () => {
  const missing = await runCli('articles', 'show', 'name by hand', '--data', file('data'));
  expect([missing.code, missing.stderr]).toEqual([
    1,
    expect.stringContaining('`ticket-ai articles draft "Name by hand"` writes it'),
  ]);
  const { articles } = await json('articles', 'draft', '--top', '4');
  const drafted = articles.find(({ status }: { status: string }) => status === 'in-review');
  expect(drafted).toBeDefined();
  expect(await run('articles', 'list', '--status', 'in-review')).toContain('in-review');
  expect(await run('articles', 'show', drafted.id)).toMatch(/^# /);
  expect(await runCli('articles', 'review', drafted.id, '--data', file('data'))).toMatchObject({ code: 2 });
  await run(
    'articles',
    'review',
    drafted.id,
    '--request-changes',
    '--section',
    'steps',
    '--note',
    'Remove step 1',
  );
  const { revisions, reviews } = await json('articles', 'show', drafted.id);
  expect([revisions.length, reviews[0].decision, reviews[0].feedback]).toEqual([
    2,
    'request-changes',
    [{ section: 'steps', note: 'Remove step 1' }],
  ]);
  expect(await run('articles', 'show', drafted.id, '--diff')).toMatch(/^- /m);
  expect(await run('articles', 'publish', drafted.id)).toContain('Published');
  expect(await run('articles', 'publish', drafted.id)).toContain('already');
  const again = await runCli('articles', 'review', drafted.id, '--reject', '--data', file('data'));
  expect(again.stderr).toMatch(/cannot be rejected\. Possible now:\n {2}ticket-ai articles draft <intent>\n/);
  expect(again.stderr).not.toContain('postpone');
  const [step] = revisions[1].content.sections.find(({ key }: { key: string }) => key === 'steps').sentences;
  const answer = await json('ask', step.text, '--only', 'articles');
  expect(answer.sentences[0].citations[0].document).toBe(`article:${drafted.id}`);
});

test('jobs, usage, export, migrate, doctor', async () => {
  expect((await json('jobs')).jobs.length).toBeGreaterThan(3);
  expect(await run('jobs', 'list', '--status', 'done')).toContain('discover-intents');
  expect(await run('jobs', 'run')).toContain('Nothing was waiting');
  expect(await run('jobs', 'retry')).toContain('no dead work');
  expect(await json('usage')).toMatchObject({ total: { calls: 0, costUsd: 0 } });
  expect(await run('usage')).toContain('No model was called');
  expect(await json('export', file('out'))).toMatchObject({ tickets: count, articles: 1 });
  expect((await readFile(file('out/assignments.csv'), 'utf8')).trimEnd().split('\n')).toHaveLength(count + 1);
  expect(await readdir(file('out/articles'))).toHaveLength(1);
  const site = await json('articles', 'export', file('site'), '--format', 'html');
  expect(site.articles).toHaveLength(1);
  const [{ file: page }] = site.articles;
  expect((await readdir(file('site'))).toSorted()).toEqual([page, 'index.html'].toSorted());
  expect(await readFile(file('site/index.html'), 'utf8')).toContain(`href="${page}"`);
  expect(await run('migrate')).toContain('up to date');
  const { ok, checks } = await json('doctor');
  expect(ok).toBe(true);
  expect(checks.length).toBeGreaterThan(8);
});

test('import --dry-run: columns, counts, refused rows; nothing is written, and no folder is made', async () => {
  await writeFile(
    file('doubtful.csv'),
    'id,subject,status\nZ-1,New one,open\nZ-1,New one,open\nZ-2,Bad state,nonsense-\u0000\nZ-1,Other words,open\n',
  );
  const fresh = file('not-there');
  const { code, stdout } = await runCli('import', file('doubtful.csv'), '--dry-run', '--data', fresh);
  expect(code).toBe(3);
  expect(stdout).toContain('Columns: id, subject, status');
  expect(stdout).toMatch(
    /Would import doubtful\.csv: \d new, 0 changed, 1 known already, 1 of them repeated/,
  );
  expect(stdout).toMatch(/would be refused:[\s\S]*"Z-1" stands in line 2 already/);
  expect(stdout).toContain('Nothing was imported');
  expect(await readdir(folder)).not.toContain('not-there');
  expect(await readdir(folder)).not.toContain('doubtful.csv.rejected.csv');
  expect(await run('import', file('tickets.jsonl'), '--dry-run')).toContain(
    `0 new, 0 changed, ${count} known already.`,
  );
  const { preview } = await json('import', file('tickets.jsonl'), '--dry-run');
  expect(preview).toMatchObject({ created: 0, unchanged: count, rejected: [] });
});

test('matching audits: what is open, or that nothing is', async () => {
  const { audits } = await json('matching', 'audits');
  expect(await run('matching', 'audits')).toContain(audits.length === 0 ? 'No audit is open.' : 'Matched to');
});

test('import undo shows what would go, and takes everything back', async () => {
  await writeFile(file('more.jsonl'), toJsonl(sampleTickets(count + 2)));
  await run('import', file('more.jsonl'));
  await run('import', file('tickets.jsonl')); // nothing new: not what undo means
  const shown = await run('import', 'undo', 'tickets.jsonl', '--dry-run');
  expect(shown).toContain(`would remove ${count} tickets`);
  expect(shown).toContain('Of those it is learned from');
  expect(await run('import', 'undo', '--dry-run')).toContain('would remove 2 tickets');
  expect(await run('import', 'undo')).toMatch(/Took back more\.jsonl of .*: 2 tickets removed/);
  expect(await run('import', 'undo', 'tickets.jsonl')).toContain(`: ${count} tickets removed`);
  expect((await json('tickets', 'list')).tickets).toHaveLength(0);
});

test('a damaged data folder: what is wrong and what to do', async () => {
  await run('migrate');
  await writeFile(file('broken.db'), 'x');
  const broken = path.join(folder, 'broken');
  await runCli('migrate', '--data', broken);
  for (const name of await readdir(broken))
    if (name.startsWith('ticket-ai.db'))
      await writeFile(path.join(broken, name), 'this is no database at all, really not');
  const { code, stderr } = await runCli('tickets', 'list', '--data', broken);
  expect(code).toBe(1);
  expect(stderr).toContain('ticket-ai.db');
  expect(stderr).toContain('doctor');
  expect(await runCli('doctor', '--data', broken)).toMatchObject({
    code: 1,
    stdout: expect.stringContaining('✗ Database'),
  });
});

test('Ctrl-C saves, says how to go on, and the same command goes on', async () => {
  const many = 6000;
  await writeFile(file('many.csv'), toCsv(sampleTickets(many)));
  const args = ['import', 'many.csv', '--data', 'stopped'];
  let sent = false;
  const stopped = await spawnCli(args, {
    cwd: folder,
    onStderr(child, stderr) {
      if (sent || !stderr.includes('one row per ticket')) return;
      sent = true;
      setTimeout(() => child.kill('SIGINT'), 400);
    },
  });
  expect(stopped.stderr).toContain('Go on with the same command');
  expect(stopped.code).toBe(130);
  const resumed = await spawnCli(args, { cwd: folder });
  expect(resumed.code).toBe(0);
  expect(resumed.stdout).toContain('Went on with many.csv');
  const { stdout } = await runCli('doctor', '--json', '--data', file('stopped'));
  expect(JSON.parse(stdout).checks.find(({ name }: { name: string }) => name === 'Work').text).toContain(
    '6,000 tickets',
  );
});

test('serve prints a login link once and stops in order; worker too', async () => {
  const stopWhen = (text: string) => {
    let sent = false;
    return (child: { kill(signal: 'SIGINT'): boolean }, stderr: string) => {
      if (!sent && stderr.includes(text)) sent = child.kill('SIGINT');
    };
  };
  const serve = () =>
    spawnCli(['serve', '--port', '0', '--data', 'served'], {
      cwd: folder,
      onStderr: stopWhen('Listening on'),
    });
  const [first, worker] = await Promise.all([
    serve(),
    spawnCli(['worker', '--data', 'worked'], { cwd: folder, onStderr: stopWhen('Working') }),
  ]);
  expect(first.stdout).toMatch(/Ticket AI is at http:\/\/127\.0\.0\.1:\d+\n/);
  expect(first.stdout).toContain('/login#token=');
  expect([first.code, worker.code]).toEqual([0, 0]);
  expect(await runCli('serve', '--host', '0.0.0.0', '--port', '0', '--data', file('served'))).toMatchObject({
    code: 2,
  });
});

test('a redraft that waits for review is not exported: readers get what was approved', async () => {
  await rm(file('site'), { recursive: true });
  const [{ id, file: page }] = (await json('articles', 'export', file('site'))).articles;
  const approved = await readFile(file(`site/${page}`), 'utf8');
  const note = 'Change it to "A title nobody approved"';
  await run('articles', 'review', id, '--request-changes', '--section', 'title', '--note', note);
  expect(await run('articles', 'show', id)).toContain('# A title nobody approved');
  await run('articles', 'export', file('site'));
  expect(await readFile(file(`site/${page}`), 'utf8')).toBe(approved);
  await run('export', file('out'));
  const written = await readdir(file('out/articles'));
  expect(written.filter((name) => name.includes('nobody'))).toEqual([]);
});
