/**
 * What the kernels here need to write WebAssembly SIMD by hand: a few instructions, one function per module, one memory shared with it. No binary
 * in the repository, no tool to build one. Where WebAssembly is missing, `instantiateKernel` gives nothing and plain JavaScript does the work.
 */

/** The bytes of one instruction or several in a row. */
export type Code = readonly number[];

/** A function of whole numbers (places in memory and lengths) that gives one. */
export interface KernelSource {
  readonly parameters: number;
  /** Locals after the parameters: whole numbers first, then vectors of 128 bits. */
  readonly integers: number;
  readonly vectors: number;
  /** Must leave one whole number. */
  readonly body: Code;
}

export const get = (local: number): Code => [0x20, local];
export const set = (local: number): Code => [0x21, local];
export const constant = (value: number): Code => [0x41, ...signedLeb(value)];
export const add: Code = [0x6a];
export const multiply: Code = [0x6c];
export const isBelow: Code = [0x49];
export const loop: Code = [0x03, 0x40];
/** Runs what follows, up to `end`, when the number on the stack is not 0. */
export const when: Code = [0x04, 0x40];
/** Goes to the begin of the loop that is so many blocks further out when the number on the stack is not 0. */
export const againIf = (depth: number): Code => [0x0d, depth];
export const end: Code = [0x0b];
export const loadInteger = (offset: number): Code => [0x28, ...memoryAt(offset)];
export const storeInteger = (offset: number): Code => [0x36, ...memoryAt(offset)];
export const simd = (opcode: number): Code => [0xfd, ...unsignedLeb(opcode)];
/** Alignment and offset of an access. */
export const memoryAt = (offset: number): Code => [2, ...unsignedLeb(offset)];
export const zeros: Code = [...simd(12), ...new Array<number>(16).fill(0)];
export const advance = (local: number, by: number): Code => [
  ...get(local),
  ...constant(by),
  ...add,
  ...set(local),
];

/** The module of one function. */
export function assembleKernel({
  parameters,
  integers,
  vectors,
  body,
}: KernelSource): Uint8Array<ArrayBuffer> {
  const code = [2, integers, 0x7f, vectors, 0x7b, ...body, ...end];
  const section = (id: number, content: Code) => [id, ...unsignedLeb(content.length), ...content];
  return Uint8Array.from([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [1, 0x60, parameters, ...new Array<number>(parameters).fill(0x7f), 1, 0x7f]),
    ...section(2, [1, 1, 0x6d, 1, 0x6d, 2, 0, 1]),
    ...section(3, [1, 0]),
    ...section(7, [1, 1, 0x6b, 0, 0]),
    ...section(10, [1, ...unsignedLeb(code.length), ...code]),
  ]);
}

/** The function of a module, and the memory it works on. */
export interface Kernel {
  readonly buffer: ArrayBuffer;
  run(...parameters: number[]): number;
}

/** The part of the standard WebAssembly interface used here; it is part of every supported runtime but not of TypeScript's ES library. */
declare const WebAssembly:
  | {
      Memory: new (descriptor: { initial: number }) => { readonly buffer: ArrayBuffer };
      Module: new (bytes: Uint8Array) => object;
      Instance: new (
        module: object,
        imports: { m: { m: object } },
      ) => { readonly exports: { readonly k: Kernel['run'] } };
      validate(bytes: Uint8Array): boolean;
    }
  | undefined;

/** A kernel with so many bytes of memory; `undefined` where it cannot run. */
export function instantiateKernel(module: Uint8Array, bytes: number): Kernel | undefined {
  if (typeof WebAssembly === 'undefined' || !WebAssembly.validate(module)) return undefined;
  const memory = new WebAssembly.Memory({ initial: Math.max(1, Math.ceil(bytes / 65536)) });
  const instance = new WebAssembly.Instance(new WebAssembly.Module(module), { m: { m: memory } });
  return { buffer: memory.buffer, run: instance.exports.k };
}

function unsignedLeb(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...unsignedLeb(value >>> 7)];
}

function signedLeb(value: number): number[] {
  return value >= -0x40 && value < 0x40 ? [value & 0x7f] : [(value & 0x7f) | 0x80, ...signedLeb(value >> 7)];
}
