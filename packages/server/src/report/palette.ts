/**
 * Twelve colours told apart with normal, red-blind and green-blind sight, at least 3:1 against their page.
 * Beyond twelve the colours return with another shape, so a category is never known by colour alone.
 */
export const lightColours = [
  '#2f6db3', '#d0750a', '#1b8f80', '#a02c48', '#7a5fd0', '#7a8a26', '#4294c6', '#8a4a10', '#593f74', '#c7629a', '#21459d', '#2f7040',
] as const; // biome-ignore format: one line reads as a palette

export const darkColours = [
  '#6aa5ea', '#f0a04b', '#4ccab5', '#e2687f', '#a996f2', '#bccb5e', '#93d6f7', '#c98b5b', '#b584d6', '#f2a3cb', '#5f86ea', '#79c489',
] as const; // biome-ignore format: one line reads as a palette

export const shapes = ['circle', 'square', 'triangle', 'diamond'] as const;

/** Page backgrounds the colours are chosen against. */
export const lightPage = '#ffffff';
export const darkPage = '#15181c';

/** Custom properties `--c0` … and `--none` (unassigned). */
export function colourVariables(colours: readonly string[], none: string): string {
  return [...colours.map((colour, index) => `--c${index}:${colour}`), `--none:${none}`].join(';');
}

export function colourIndex(l1: number): number {
  return l1 % lightColours.length;
}

export function shapeOf(l1: number): (typeof shapes)[number] {
  return shapes[Math.floor(l1 / lightColours.length) % shapes.length] ?? 'circle';
}
