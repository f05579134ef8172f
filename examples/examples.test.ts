import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

/** Runs an example as its reader would; gives what it prints. */
function run(file: string): string {
  const path = fileURLToPath(new URL(file, import.meta.url));
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--conditions=@ticket-ai/source', path], {
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  expect(status).toBe(0);
  return stdout;
}

test('quickstart finds the two things customers ask', () => {
  const lines = run('quickstart/quickstart.ts').trim().split('\n');
  expect(lines).toHaveLength(3);
  expect(lines.join('\n')).toMatch(/refund|money/i);
  expect(lines.join('\n')).toMatch(/parcel|delivery/i);
  expect(lines.at(-1)).toBe('0 tickets have no intent.');
});

test("a clusterer of one's own decides, and its reasons are kept", () => {
  const output = run('custom-clusterer/custom-clusterer.ts');
  expect(output).toContain('Get a refund 1');
  expect(output).toContain('1 unassigned');
  expect(output).toContain('The rule of "Find a parcel" fits.');
});

test('inside a service: an answer with its quote, and none where there is none', () => {
  const output = run('embed-in-hono/embed-in-hono.ts');
  expect(output).toContain(
    '"quote": "We send refunds within 5 business days after the parcel has reached us."',
  );
  expect(output).toContain('{"status":"abstained","sentences":[]}');
  expect(output.trim().split('\n').at(-1)).toBe('201');
});
