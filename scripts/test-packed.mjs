// Installs the packed packages into an empty folder, as a user would, and uses them there: the build is what is published, so the build is
// what is tried. Needs `npm run build` before, and the registry for third-party packages.
import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { published, root } from './packages.mjs';

const folder = mkdtempSync(join(tmpdir(), 'ticket-ai-packed-'));

function ticketAi(...args) {
  const bin = join(folder, 'node_modules/@ticket-ai/server/bin/ticket-ai.mjs');
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], {
    cwd: folder,
    encoding: 'utf8',
  });
  console.log(`ticket-ai ${args.join(' ')} -> ${status}`);
  return { status, stdout, stderr };
}

function check(holds, what, details) {
  if (!holds) throw new Error(`The packed packages fail: ${what}\n${details ?? ''}`);
}

try {
  const tarballs = published.map((name) => {
    const packed = execFileSync('npm', ['pack', '--json', '--pack-destination', folder], {
      cwd: join(root, 'packages', name),
      encoding: 'utf8',
    });
    return join(folder, JSON.parse(packed)[0].filename);
  });
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }\n');
  execFileSync(
    'npm',
    ['install', '--loglevel=error', '--no-audit', '--no-fund', '--ignore-scripts', ...tarballs],
    { cwd: folder, stdio: 'inherit' },
  );

  copyFileSync(join(root, 'examples/quickstart/quickstart.ts'), join(folder, 'quickstart.ts'));
  const quickstart = execFileSync(process.execPath, ['quickstart.ts'], { cwd: folder, encoding: 'utf8' });
  check(quickstart.includes('0 tickets have no intent.'), 'quickstart', quickstart);

  const tickets = join(root, 'examples/data/cfpb/tickets.csv');
  const clustered = ticketAi(
    'cluster',
    tickets,
    '--out',
    'assignments.csv',
    '--report',
    'report.html',
    '--json',
  );
  check(clustered.status === 0 && JSON.parse(clustered.stdout).tickets === 474, 'cluster', clustered.stderr);
  check(
    readFileSync(join(folder, 'assignments.csv'), 'utf8').split('\n')[0].trim() ===
      'id,intent_id,intent,l1,l2,l3,confidence,decision',
    'assignments.csv',
  );
  check(readFileSync(join(folder, 'report.html'), 'utf8').startsWith('<!doctype html>'), 'report.html');

  const helpdesk = join(root, 'examples/data/helpdesk');
  const imported = ticketAi('import', join(helpdesk, 'tickets.jsonl'));
  check(imported.status === 0, 'import', imported.stderr);
  const added = ticketAi(
    'documents',
    'add',
    join(helpdesk, 'documents/refund-times.html'),
    join(helpdesk, 'documents/care-plans-and-fees.pdf'),
  );
  check(added.status === 0, 'documents add', added.stderr);
  const parsed = ticketAi('parse', join(helpdesk, 'documents/care-plans-and-fees.pdf'), '--json');
  check(
    parsed.status === 0 && JSON.parse(parsed.stdout).status === 'ok',
    'parse',
    parsed.stderr + parsed.stdout,
  );
  const asked = ticketAi('ask', 'Do you rent out submarines?', '--json');
  check(
    asked.status === 0 && JSON.parse(asked.stdout).status === 'abstained',
    'ask',
    asked.stderr + asked.stdout,
  );
  const unknown = ticketAi('clutser');
  check(unknown.status === 2 && unknown.stderr.includes('cluster'), 'did you mean', unknown.stderr);
  console.log('The packed packages work.');
} finally {
  rmSync(folder, { recursive: true, force: true });
}
