// The packages that are published, in the order in which they depend on each other.
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../', import.meta.url));
export const published = ['core', 'adapters', 'server'];
