// Adds to package-lock.json the optional packages of other platforms that the registry in use did not offer. Their parents pin them to an
// exact version and name the platform in the package name, so the entry can be written without asking anybody; without it `npm ci` refuses
// the lock, and on another platform the package would be missing. Run after `npm install` changed the lock: `npm run lock:complete`.
import { readFileSync, writeFileSync } from 'node:fs';

const file = new URL('../package-lock.json', import.meta.url);
const lock = JSON.parse(readFileSync(file, 'utf8'));
const packages = lock.packages;

const systems = {
  android: 'android',
  darwin: 'darwin',
  freebsd: 'freebsd',
  linux: 'linux',
  netbsd: 'netbsd',
  openbsd: 'openbsd',
  openharmony: 'openharmony',
  sunos: 'sunos',
  aix: 'aix',
  win32: 'win32',
  windows: 'win32',
};
const processors = new Set([
  'x64',
  'arm64',
  'arm',
  'ia32',
  'ppc64',
  'ppc64le',
  's390x',
  'riscv64',
  'loong64',
  'mips64el',
]);

/** The platform a package name ends in, such as `@esbuild/darwin-arm64`; nothing when it names none. */
function platformOf(name) {
  const words = name.split('/').pop().split(/[-.]/);
  const os = words.map((word) => systems[word]).find(Boolean);
  if (os === undefined) return undefined;
  return { os: [os], cpu: [words.find((word) => processors.has(word)) ?? 'x64'] };
}

/** Whether Node would find `name` from the package at `path`. */
function resolves(path, name) {
  for (let place = path; ; place = place.slice(0, Math.max(0, place.lastIndexOf('/node_modules/')))) {
    if (packages[`${place === '' ? '' : `${place}/`}node_modules/${name}`] !== undefined) return true;
    if (!place.includes('/node_modules/')) return packages[`node_modules/${name}`] !== undefined;
  }
}

let added = 0;
for (const [path, entry] of Object.entries(packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    const platform = platformOf(name);
    if (path === '' || platform === undefined || !/^\d/.test(version) || resolves(path, name)) continue;
    packages[`node_modules/${name}`] = {
      version,
      ...platform,
      optional: true,
      ...(entry.dev ? { dev: true } : {}),
    };
    added += 1;
  }
}
lock.packages = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`package-lock.json: ${added} packages of other platforms added.`);
