// Checks the built site: every internal link, image and anchor must lead somewhere. Runs after every build.
import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { findBrokenLinks } from './find-broken-links.ts';
import { inSite } from './paths.ts';

const folder = inSite('dist');
const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
const paths = files.map((entry) =>
  join(entry.parentPath, entry.name).slice(folder.length).split(sep).join('/'),
);
const pages = new Map(
  paths
    .filter((path) => path.endsWith('.html'))
    .map((path) => [path, readFileSync(join(folder, path), 'utf8')]),
);
const broken = findBrokenLinks({ base: '/docs', pages, files: new Set(paths) });

for (const { page, link, reason } of broken) console.error(`${page}: ${link} ${reason}`);
console.error(
  `Links: ${pages.size} pages, ${broken.length === 0 ? 'none broken' : `${broken.length} broken`}.`,
);
process.exitCode = broken.length === 0 ? 0 : 1;
