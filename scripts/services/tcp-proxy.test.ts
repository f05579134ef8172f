import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startTcpProxy, type TcpProxy } from './tcp-proxy.ts';

let proxy: TcpProxy;
let close: () => void;

/** In front of a server that says everything back. */
beforeEach(async () => {
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.pipe(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  proxy = await startTcpProxy(`tcp://127.0.0.1:${address.port}/`);
  close = () => server.close();
});
afterEach(async () => {
  await proxy.close();
  close();
});

function open() {
  const socket = connect({ host: '127.0.0.1', port: Number(new URL(proxy.url).port) });
  const heard = { text: '', ended: '' };
  socket.setEncoding('utf8').on('data', (text) => {
    heard.text += text;
  });
  socket.on('error', (error) => {
    heard.ended = String(Reflect.get(error, 'code'));
  });
  return { socket, heard };
}

async function secondsUntil(holds: () => boolean): Promise<number> {
  const started = performance.now();
  while (!holds()) await sleep(5);
  return (performance.now() - started) / 1000;
}

const say = (socket: Socket, text: string) => socket.write(text);

test('lets everything through, in order, however much it is', async () => {
  const { socket, heard } = open();
  const text = Array.from({ length: 200_000 }, (_, at) => String(at)).join(' ');
  say(socket, text);
  await secondsUntil(() => heard.text.length === text.length);
  expect(heard.text === text).toBe(true);
});

test('delays, and drips', async () => {
  const { socket, heard } = open();
  proxy.set({ kind: 'delay', milliseconds: 60 });
  say(socket, 'a');
  expect(await secondsUntil(() => heard.text === 'a')).toBeGreaterThan(0.11);
  proxy.set({ kind: 'drip', bytesPerSecond: 1000 });
  say(socket, 'b'.repeat(200));
  expect(await secondsUntil(() => heard.text.length === 201)).toBeGreaterThan(0.14);
});

test('a black hole swallows nothing: it arrives when the network is back', async () => {
  const { socket, heard } = open();
  proxy.set({ kind: 'blackhole' });
  say(socket, 'kept');
  const late = open();
  say(late.socket, 'late');
  await sleep(100);
  expect([heard, late.heard]).toEqual([
    { text: '', ended: '' },
    { text: '', ended: '' },
  ]);
  proxy.set(undefined);
  await secondsUntil(() => heard.text === 'kept' && late.heard.text === 'late');
});

test('resets those that are open and those that come, until it heals', async () => {
  const before = open();
  say(before.socket, 'a');
  await secondsUntil(() => before.heard.text === 'a');
  proxy.set({ kind: 'reset' });
  const after = open();
  await secondsUntil(() => before.heard.ended === 'ECONNRESET' && after.heard.ended === 'ECONNRESET');
  proxy.set(undefined);
  const healed = open();
  say(healed.socket, 'b');
  await secondsUntil(() => healed.heard.text === 'b');
});
