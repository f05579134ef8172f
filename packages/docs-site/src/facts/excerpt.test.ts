import { expect, test } from 'vitest';
import { excerpt, withoutImports } from './excerpt.ts';

const source = `import type { B } from './b.ts';

/** One. */
export interface A {
  readonly b: { readonly c: B };
}

/**
 * Two,
 * in lines.
 */
export type T =
  | { readonly d: 1 }
  | 'e';

export function f(a: A): T {
  if (a) { return 'e'; }
  return { d: 1 };
}
`;

test('gives declarations with their comments, whole', () => {
  expect(excerpt(source, ['T', 'A'])).toBe(
    `/**\n * Two,\n * in lines.\n */\nexport type T =\n  | { readonly d: 1 }\n  | 'e';\n\n/** One. */\nexport interface A {\n  readonly b: { readonly c: B };\n}`,
  );
  expect(excerpt(source, ['f'])).toMatch(/^export function f[\s\S]*return \{ d: 1 \};\n\}$/);
});

test('refuses a name that is not there', () => {
  expect(() => excerpt(source, ['Gone'])).toThrow('Gone');
});

test('leaves out imports', () => {
  expect(withoutImports(source)).toMatch(/^\/\*\* One\./);
});
