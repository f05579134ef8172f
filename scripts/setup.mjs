// Runs before `npm run demo`, `npm start` and `npm test`, on whatever Node started npm: installs what is missing, this project's own
// Node 24 included (a platform package, no install script). Plain JavaScript, no dependency, because nothing is installed yet.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

const root = new URL('../', import.meta.url);
const here = (path) => new URL(path, root);

/** What npm installed last (it writes this file), or nothing. */
const installed = existsSync(here('node_modules/.package-lock.json'))
  ? JSON.parse(readFileSync(here('node_modules/.package-lock.json'), 'utf8')).packages
  : undefined;
const wanted = JSON.parse(readFileSync(here('package-lock.json'), 'utf8')).packages;
const stale = Object.entries(wanted).some(
  ([path, { version, optional, link }]) =>
    path.startsWith('node_modules/') && !optional && !link && installed?.[path]?.version !== version,
);

if (installed === undefined || stale) {
  console.error('Installing dependencies (about a minute, once) ...');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const run = (command, stderr) =>
    spawnSync(npm, [command, '--loglevel=error', '--no-audit', '--no-fund'], {
      cwd: root,
      stdio: ['ignore', 'ignore', stderr],
      shell: process.platform === 'win32',
    }).status;
  // `ci` leaves the lock file as it is; it refuses one that no longer fits package.json, which `install` brings up to date.
  if (run('ci', 'ignore') !== 0 && run('install', 'inherit') !== 0) {
    console.error(
      '\nnpm install failed (see above). Check the network or the registry, then run the same command again.',
    );
    process.exit(1);
  }
}

if (!existsSync(here('node_modules/.bin/node')) && !existsSync(here('node_modules/.bin/node.cmd'))) {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 22 || (major === 22 && minor < 18)) {
    console.error(
      `Ticket AI needs Node 22.18 or newer; this is ${process.version}, and no Node 24 package exists for ${process.platform}-${process.arch}.\n` +
        'Install Node 24 (https://nodejs.org) and run the same command again.',
    );
    process.exit(1);
  }
}
