import { fileURLToPath } from 'node:url';

/** A path of the repository. */
export function inRepository(path: string): string {
  return fileURLToPath(new URL(`../../../../${path}`, import.meta.url));
}

/** A path of this package. */
export function inSite(path: string): string {
  return fileURLToPath(new URL(`../../${path}`, import.meta.url));
}
