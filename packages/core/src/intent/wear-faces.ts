import type { RunId } from '../ids.ts';
import { type Change, collectAll } from '../record.ts';
import type { Transaction } from '../runtime/store.ts';
import { faceOf } from './candidate-faces.ts';
import type { Intent, RunIntent } from './intent.ts';
import { nameKey } from './name-key.ts';
import { freeName } from './new-intent.ts';
import type { FacePlan } from './plan-faces.ts';

/** Gives intents what the run that takes over says they are, and keeps what they were as the faces of the run that is left. */
export async function wearFaces(transaction: Transaction, { changes }: FacePlan, from: RunId): Promise<void> {
  await keepFaces(
    transaction,
    changes.map(({ intent }) => faceOf(from, intent)),
  );
  const active = await collectAll(transaction.intents, { where: { status: 'active' } });
  const taken = new Set(active.map((intent) => intent.nameKey));
  const updates: Change<Intent>[] = [];
  const aliases = changes.filter(({ intent }) => intent.status === 'merged').map(({ intent }) => intent.id);
  await transaction.intentAliases.delete(aliases);
  for (const { face, intent, status, heir } of changes) {
    const name =
      status === 'active' && intent.status !== 'active'
        ? freeName(intent.name, face.terms, taken)
        : intent.name;
    const { description, terms, exemplars } = face;
    updates.push({
      id: intent.id,
      version: intent.version,
      patch: { status, mergedInto: heir, name, nameKey: nameKey(name), description, terms, exemplars },
    });
  }
  await transaction.intents.updateMany(updates);
  await transaction.intentAliases.insert(
    changes.flatMap(({ intent, heir }) =>
      heir === undefined ? [] : [{ id: intent.id, version: 1, target: heir }],
    ),
  );
}

/** Adds or replaces. */
async function keepFaces(transaction: Transaction, faces: readonly RunIntent[]): Promise<void> {
  const known = await transaction.runIntents.getMany(faces.map(({ id }) => id));
  await transaction.runIntents.delete(known.map(({ id }) => id));
  await transaction.runIntents.insert(faces);
}
