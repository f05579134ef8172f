import { serialize } from 'node:v8';

/** Entry of the child process started by guarded-child.ts: takes one message, runs one function, sends one reply, ends. */
interface Order {
  readonly module: string;
  readonly name: string;
  readonly input: unknown;
  readonly maxOutputBytes: number;
}

process.once('message', async (order: Order) => {
  process.send?.(await run(order), undefined, undefined, () => process.exit(0));
});

async function run({ module, name, input, maxOutputBytes }: Order): Promise<object> {
  try {
    const exports: Record<string, unknown> = await import(module);
    const work = exports[name];
    if (typeof work !== 'function') throw new TypeError(`${module} exports no function ${name}`);
    const output: unknown = await work(input);
    const bytes = serialize(output).byteLength;
    return bytes > maxOutputBytes ? { tooLarge: bytes } : { output, bytes };
  } catch (error) {
    const { name: errorName, message } = error instanceof Error ? error : new Error(String(error));
    return { error: { name: errorName, message: message.slice(0, 2000) } };
  }
}
