import { unreadableDocument } from '../document/decode-text.ts';
import {
  type DocumentParser,
  defaultParseLimits,
  type ParsedDocument,
  type ParseInput,
} from '../document/document-parser.ts';
import { TicketAIError, throwIfAborted } from '../errors.ts';
import { callLimiter } from '../model/call-limiter.ts';
import { machineClock } from '../model/provider-clock.ts';
import type { FileOrder } from './guarded-messages.ts';
import { type GuardedProcess, type GuardedResult, guardedProcess } from './guarded-process.ts';
import { readOutcome } from './read-outcome.ts';

/** Settings of {@link guardDocumentParsers}. */
export interface GuardOptions {
  /** Resident memory of a process in bytes. Default 448 MiB: it is stopped there, and so never seen above 512. */
  readonly maxMemoryBytes?: number;
  /** Size of what is read from one file, in bytes. Default 64 MiB. */
  readonly maxOutputBytes?: number;
  /** Files read at a time, each in a process of its own. Default 2. */
  readonly concurrency?: number;
  /** Files a process reads before a new one takes its place. Default 100. 1: no file meets what another one left behind. */
  readonly filesPerProcess?: number;
}

/** Parsers leave early by themselves, with what they have read, where they can; the rest of the time is theirs before they are killed. */
const ownShareOfTime = 0.8;

/**
 * The same parsers, run in child processes, because a file of a few kilobytes can be built to exhaust memory or time. A process is started
 * when it is needed, reused, and replaced after many files, or when it broke a limit (it is killed then, and the file is `too_large` or `timed_out`). It
 * has no environment, may not write files, read files, start processes or use the network, and ends with this process. What it sends is checked before it is believed.
 * `limits.milliseconds` is kept from outside. Closing any of the parsers (the desk does) ends all processes.
 * @throws `missing-setting` for a parser without `factory`
 */
export function guardDocumentParsers(
  parsers: readonly DocumentParser[],
  options: GuardOptions = {},
): readonly DocumentParser[] {
  const {
    maxMemoryBytes = 448 * 2 ** 20,
    maxOutputBytes = 64 * 2 ** 20,
    concurrency = 2,
    filesPerProcess = 100,
  } = options;
  const factories = parsers.map(factoryOf);
  const limiter = callLimiter({ concurrency }, machineClock);
  const all = new Set<GuardedProcess>();
  const idle: GuardedProcess[] = [];

  function take(): GuardedProcess {
    for (let process = idle.pop(); process !== undefined; process = idle.pop()) {
      if (process.usable) return process;
      leave(process);
    }
    return start();
  }

  function start(): GuardedProcess {
    const process = guardedProcess({ factories, maxMemoryBytes });
    all.add(process);
    return process;
  }

  function leave(process: GuardedProcess): void {
    all.delete(process);
    void process.end();
  }

  async function readIn(
    process: GuardedProcess,
    order: FileOrder,
    input: ParseInput,
  ): Promise<GuardedResult> {
    const { milliseconds } = { ...defaultParseLimits, ...input.limits };
    try {
      return await process.read(order, {
        milliseconds,
        ...(input.abortSignal === undefined ? {} : { abortSignal: input.abortSignal }),
      });
    } finally {
      if (process.usable && process.files < filesPerProcess && all.has(process)) idle.push(process);
      else leave(process);
    }
  }

  async function read(parser: number, input: ParseInput): Promise<ParsedDocument> {
    const limits = { ...defaultParseLimits, ...input.limits };
    const { bytes, fileName, abortSignal } = input;
    if (bytes.byteLength > limits.bytes)
      return unreadableDocument(
        'too_large',
        `The file has ${bytes.byteLength} bytes; the limit is ${limits.bytes}.`,
      );
    const orderOf = (milliseconds: number): FileOrder => {
      const own = { ...limits, milliseconds: Math.floor(milliseconds * ownShareOfTime) };
      return {
        parser,
        input: { bytes, limits: own, ...(fileName === undefined ? {} : { fileName }) },
        maxOutputBytes,
      };
    };
    const readFor = (process: GuardedProcess, milliseconds: number) =>
      readIn(process, orderOf(milliseconds), { ...input, limits: { ...limits, milliseconds } });
    const finish = await limiter.enter({ tokens: 0, ...(abortSignal === undefined ? {} : { abortSignal }) });
    try {
      const process = take();
      const used = process.files > 0;
      const began = performance.now();
      const result = await readFor(process, limits.milliseconds);
      const left = Math.floor(limits.milliseconds - (performance.now() - began));
      // What earlier files left behind is not this file's fault. Both attempts together have the time of one.
      const again = used && left > 0 && (result.status === 'memory' || result.status === 'crashed');
      return readOutcome(again ? await readFor(start(), left) : result, limits);
    } catch (error) {
      throwIfAborted(abortSignal);
      throw error;
    } finally {
      finish();
    }
  }

  async function close(): Promise<void> {
    const ending = [...all];
    all.clear();
    idle.length = 0;
    await Promise.all(ending.map((process) => process.end()));
  }

  return parsers.map(({ name, mediaTypes }, index) => ({
    name,
    mediaTypes,
    factory: factories[index]!,
    parse: (input) => read(index, input),
    close,
  }));
}

function factoryOf({ name, factory }: DocumentParser) {
  if (factory !== undefined) return factory;
  throw new TicketAIError('missing-setting', {
    message: `The document parser ${name} cannot be run in a process of its own: it has no \`factory\` that says which module makes it. Add one, or use the parser unguarded.`,
    context: { parser: name },
  });
}
