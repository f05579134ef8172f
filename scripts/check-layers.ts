// The import rules of ARCHITECTURE.md, checked from the sources: who may import whom, no cycles (type imports included), `node:` only
// where it is allowed. Run by `npm test`. Exit code 1 with one line per offence.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));

/** Folders of core in the order data flows; a data, port or built-in file imports its own folder and those to its left. */
const order = [
  'base',
  'text',
  'storage',
  'model',
  'ticket',
  'intent',
  'taxonomy',
  'document',
  'search',
  'article',
  'answer',
  'evaluation',
  'runtime',
];
/** Folders that hold stages. */
const stageFolders = ['ticket', 'intent', 'taxonomy', 'document', 'search', 'article', 'answer'];
/** Files at the top of core that every folder may import. */
const base = ['errors.ts', 'ids.ts', 'record.ts'];
/** Files at the top of core that stages may import besides. */
const stageGround = ['context.ts', 'events.ts', 'jobs.ts'];
/** Files that join what the folders hold; nobody but their own kind imports them. */
const composition = /^(pipeline|options|index|ticket-ai|open-context|desk[a-z-]*)\.ts$/;
/** Who may use modules of Node, by path. */
const nodeAllowed = [/^node\//, /^conformance\//];

interface SourceFile {
  /** Path from the repository, with `/`. */
  readonly path: string;
  /** What it imports, as paths from the repository or package names. */
  readonly imports: readonly string[];
  /** It says of itself that it is a stage (`STAGE.` in the comment of its function). */
  readonly stage?: boolean;
}

/** Checks a set of files; gives one sentence per offence. Exported for its test. */
export function checkLayers(files: readonly SourceFile[]): string[] {
  const stages = new Set(files.filter(({ stage }) => stage).map(({ path }) => path));
  return [
    ...files.flatMap(checkFile),
    ...files.flatMap((file) => checkStage(file, stages)),
    ...findCycles(files).map((cycle) => `cycle: ${cycle.join(' -> ')}`),
  ];
}

/** Stages know nothing of each other: pipeline.ts alone says what follows what. */
function checkStage({ path, imports, stage }: SourceFile, stages: ReadonlySet<string>): string[] {
  if (!stage) return [];
  return imports
    .filter((target) => stages.has(target))
    .map((target) => `${path} imports ${target}: a stage imports no other stage`);
}

function checkFile(file: SourceFile): string[] {
  const offences: string[] = [];
  const core = insideCore(file.path);
  for (const target of file.imports) {
    const reason =
      core === undefined ? checkOutside(file.path, target) : checkCore(core, target, file.imports);
    if (reason !== undefined) offences.push(`${file.path} imports ${target}: ${reason}`);
  }
  return offences;
}

function checkCore(path: string, target: string, imports: readonly string[]): string | undefined {
  if (target.startsWith('node:')) {
    return nodeAllowed.some((allowed) => allowed.test(path))
      ? undefined
      : 'only node/ and conformance/ may use modules of Node';
  }
  const imported = insideCore(target);
  if (imported === undefined) {
    return target.startsWith('packages/') || target.startsWith('@ticket-ai/')
      ? 'core imports no other package of this repository'
      : undefined;
  }
  const from = folderOf(path);
  const to = folderOf(imported);
  if (['conformance', 'testing', 'node'].includes(from)) return undefined;
  if (['conformance', 'testing', 'node'].includes(to)) return 'nobody in core imports it';
  if (composition.test(path)) return undefined;
  if (composition.test(imported)) return 'only composition files (pipeline, options, desk) join everything';
  if (from === 'base' && stageGround.includes(path)) return undefined;
  if (stageGround.includes(imported))
    return (stageFolders.includes(from) && isStage(path, imports)) || from === 'runtime'
      ? undefined
      : `only stages and runtime stand on ${imported}`;
  if (from === to || (from === 'runtime' && order.includes(to))) return undefined;
  if (to === 'runtime' && stageFolders.includes(from) && isStage(path, imports)) return undefined;
  return order.indexOf(to) <= order.indexOf(from) ? undefined : `${to}/ stands to the right of ${from}/`;
}

/** A stage works on a Context. */
function isStage(path: string, imports: readonly string[]): boolean {
  return (
    !base.includes(path) &&
    imports.some(
      (target) => insideCore(target) === 'context.ts' || insideCore(target)?.startsWith('runtime/') === true,
    )
  );
}

function checkOutside(path: string, target: string): string | undefined {
  const [, own] = path.split('/');
  if (path.startsWith('examples/'))
    return target.startsWith('packages/') ? 'examples use published entry points only' : undefined;
  if (target.startsWith('packages/') && !target.startsWith(`packages/${own}/`))
    return 'packages import each other by name only';
  if (own === 'adapters') {
    if (target.startsWith('@ticket-ai/') && !target.startsWith('@ticket-ai/core'))
      return 'adapters import core only';
    const [from, to] = [path, target].map((file) => /^packages\/adapters\/src\/([^/]+)\//.exec(file)?.[1]);
    if (to !== undefined && from !== to && to !== 'sql')
      return 'no adapter imports another (only sql/ is shared)';
  }
  if (own === 'server' && target.startsWith('@ticket-ai/docs-site'))
    return 'the server imports core, adapters and hono';
  return undefined;
}

/** Strongly connected files (Tarjan), each as a path of imports. */
function findCycles(files: readonly SourceFile[]): string[][] {
  const edges = new Map(files.map((file) => [file.path, file.imports]));
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const cycles: string[][] = [];
  const visit = (path: string): void => {
    index.set(path, index.size);
    low.set(path, index.get(path) ?? 0);
    stack.push(path);
    for (const next of edges.get(path) ?? []) {
      if (!edges.has(next)) continue;
      if (!index.has(next)) visit(next);
      if (stack.includes(next)) low.set(path, Math.min(low.get(path) ?? 0, low.get(next) ?? 0));
    }
    if (low.get(path) !== index.get(path)) return;
    const component = stack.splice(stack.indexOf(path));
    if (component.length > 1 || (edges.get(path) ?? []).includes(path)) cycles.push(component);
  };
  for (const { path } of files) if (!index.has(path)) visit(path);
  return cycles;
}

function insideCore(path: string): string | undefined {
  return path.startsWith('packages/core/src/') ? path.slice('packages/core/src/'.length) : undefined;
}

function folderOf(path: string): string {
  return path.includes('/') ? (path.split('/')[0] ?? 'base') : 'base';
}

function readSources(): SourceFile[] {
  const places = ['packages/core/src', 'packages/adapters/src', 'packages/server/src', 'examples'];
  return places.flatMap((place) =>
    readdirSync(join(root, place), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.ts$/.test(entry.name) && !/\.test\.ts$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((path) => !path.includes('node_modules') && !path.includes(`${join('examples', 'data')}`))
      .map(readSource),
  );
}

function readSource(file: string): SourceFile {
  const path = relative(root, file).replaceAll('\\', '/');
  const source = readFileSync(file, 'utf8');
  const text = source.replace(/\/\*[\s\S]*?\*\//g, '');
  const statements = text.matchAll(
    /(?:^|\n)\s*(?:import|export)\b[^;'"`]*?\bfrom\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]|(?:^|\n)import\s*['"]([^'"]+)['"]/g,
  );
  const imports = [...statements].map((match) => match[1] ?? match[2] ?? match[3] ?? '');
  return {
    path,
    imports: imports.map((target) =>
      target.startsWith('.') ? posix.join(posix.dirname(path), target) : target,
    ),
    stage: /STAGE\./.test(source) && !composition.test(posix.basename(path)),
  };
}

if (process.argv[1] !== undefined && fileURLToPath(import.meta.url).startsWith(dirname(process.argv[1]))) {
  const files = readSources();
  const offences = checkLayers(files);
  for (const offence of offences) console.error(offence);
  console.error(
    offences.length === 0
      ? `Layers: ${files.length} files, no offence, no cycle.`
      : `Layers: ${offences.length} offences.`,
  );
  process.exitCode = offences.length === 0 ? 0 : 1;
}
