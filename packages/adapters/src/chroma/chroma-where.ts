import type { VectorMetadata, VectorWhere } from '@ticket-ai/core';
import type { Where } from 'chromadb';

type Value = string | number | boolean;

/** Chroma refuses records without metadata; this stands where there is none. */
const filler = 'ticket-ai';

/** What is stored beside a vector. */
export function toChroma(metadata: VectorMetadata): Record<string, Value> {
  return { ...metadata, [filler]: true };
}

/** What was stored beside a vector. */
export function fromChroma(stored: Readonly<Record<string, unknown>> | null | undefined): VectorMetadata {
  const own = Object.entries(stored ?? {}).filter(([key, value]) => key !== filler && isValue(value));
  return Object.fromEntries(own) as VectorMetadata;
}

/** Conditions in Chroma's language: `undefined` for none, `'nothing'` when nothing can meet them. */
export function whereOf(where: VectorWhere): Where | 'nothing' | undefined {
  const conditions = Object.entries(where).map(([key, wanted]) =>
    Array.isArray(wanted) ? oneOf(key, wanted) : { [key]: { $eq: wanted as Value } },
  );
  if (conditions.includes(undefined)) return 'nothing';
  return joined('$and', conditions as Where[]);
}

/** A list in Chroma holds values of one type. */
function oneOf(key: string, values: readonly Value[]): Where | undefined {
  const byType = Object.values(Object.groupBy(values, (value) => typeof value)).map(
    (alike): Where => ({ [key]: { $in: [...(alike ?? [])] as string[] } }),
  );
  return joined('$or', byType);
}

function joined(operator: '$and' | '$or', parts: readonly Where[]): Where | undefined {
  return parts.length > 1 ? ({ [operator]: [...parts] } as Where) : parts[0];
}

function isValue(value: unknown): value is Value {
  return ['string', 'number', 'boolean'].includes(typeof value);
}
