import type { DiscoveryRequest, Granularity } from '@ticket-ai/core';
import type { ArgsDef } from 'citty';
import { readInteger, usageError } from './usage-error.ts';

/** The options of the command line that say how intents are found. */
export const configurationArgs = {
  intents: { type: 'string', valueHint: 'number', description: 'Find about this many intents' },
  granularity: {
    type: 'enum',
    options: ['coarse', 'default', 'fine'],
    description: 'How fine intents shall be',
  },
  seed: { type: 'string', valueHint: 'number', description: 'Seed of everything random (default 1)' },
} satisfies ArgsDef;

/** Values of {@link configurationArgs}, as the command line gives them. */
export interface ConfigurationValues {
  readonly intents?: string | undefined;
  readonly granularity?: string | undefined;
  readonly seed?: string | undefined;
}

/** How intents are found; the seed is always said. */
export type Configuration = DiscoveryRequest & { readonly seed: number };

const granularities: readonly Granularity[] = ['coarse', 'default', 'fine'];

/** Reads how intents shall be found. @throws a usage error */
export function readConfiguration({ intents, granularity, seed }: ConfigurationValues): Configuration {
  if (intents !== undefined && granularity !== undefined)
    throw usageError('--intents and --granularity exclude each other. Give one of them.');
  const intentCount = readInteger(intents, '--intents', 1, 10_000);
  const chosen = granularities.find((name) => name === granularity);
  if (granularity !== undefined && chosen === undefined)
    throw usageError(`--granularity must be one of ${granularities.join(', ')}, not "${granularity}".`);
  return {
    seed: readInteger(seed, '--seed', 0) ?? 1,
    ...(intentCount === undefined ? {} : { intentCount }),
    ...(chosen === undefined ? {} : { granularity: chosen }),
  };
}

/**
 * Reads the other configuration of a comparison: the same names as the options, such as `granularity=fine,seed=2`; what is not named stays as
 * it is. @throws a usage error
 */
export function readOther(text: string, values: ConfigurationValues): Configuration {
  const known = Object.keys(configurationArgs);
  const changes = text.split(',').map((pair) => {
    const [name = '', value = ''] = pair.split('=', 2).map((part) => part.trim());
    if (!known.includes(name) || value === '')
      throw usageError(
        `--compare must look like granularity=fine or intents=40,seed=2, not "${text}". It knows: ${known.join(', ')}.`,
      );
    return [name, value] as const;
  });
  const changed: ConfigurationValues = Object.fromEntries(changes);
  const rest =
    changed.intents !== undefined || changed.granularity !== undefined ? { seed: values.seed } : values;
  return readConfiguration({ ...rest, ...changed });
}
