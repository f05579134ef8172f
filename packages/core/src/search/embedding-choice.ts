import type { EmbeddingClient } from '../model/embedding-client.ts';

/**
 * Whose vectors a workspace searches, when that is not simply the configured model. Models are named as their provider knows them; `null` is the
 * configured one. A choice holds as long as the configuration names the model it named then: another one in the configuration is a newer choice.
 */
export interface EmbeddingChoice {
  /** The model that was configured when it was made. */
  readonly configured: string;
  /** Whose vectors are searched. */
  readonly active: string | null;
  /** Whose were before: kept up to date for a day, to go back to. */
  readonly previous?: string | null;
  /** Whose are built beside, and kept up to date, to be compared. */
  readonly candidate?: string | null;
  /** When the active one took over. */
  readonly since?: number;
}

/** Why vectors are kept beside those that are searched. */
export type BesideRole = 'candidate' | 'previous';

/** How long one can go back to the vectors before, in milliseconds. */
export const goBackWithinMs = 24 * 3_600_000;

/** The embedding models a process can reach: the configured one, and others of its provider by name. */
export interface EmbeddingClients {
  readonly embeddingClient?: EmbeddingClient;
  readonly embeddingClientNamed?: (name: string) => EmbeddingClient;
}

/** The models of a choice: the one that is searched with, and those whose vectors are kept beside. */
export function chosenClients(
  { embeddingClient, embeddingClientNamed }: EmbeddingClients,
  choice: EmbeddingChoice | undefined,
): {
  readonly active?: EmbeddingClient;
  readonly beside: readonly { readonly role: BesideRole; readonly client: EmbeddingClient }[];
} {
  if (embeddingClient === undefined) return { beside: [] };
  if (embeddingClientNamed === undefined || choice?.configured !== embeddingClient.name)
    return { active: embeddingClient, beside: [] };
  const clientOf = (name: string | null) => (name === null ? embeddingClient : embeddingClientNamed(name));
  const { active, candidate, previous } = choice;
  return {
    active: clientOf(active),
    beside: [
      ...(candidate === undefined ? [] : [{ role: 'candidate' as const, client: clientOf(candidate) }]),
      ...(previous === undefined ? [] : [{ role: 'previous' as const, client: clientOf(previous) }]),
    ],
  };
}
