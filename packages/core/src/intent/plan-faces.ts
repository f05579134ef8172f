import type { IntentId, RunId } from '../ids.ts';
import { collectAll, findAll } from '../record.ts';
import { resolveAliases } from '../runtime/resolve-aliases.ts';
import type { WorkspaceRecords } from './active-run.ts';
import type { Intent, RunIntent } from './intent.ts';

/** What switching to a run makes of intents. */
export interface FacePlan {
  /** The run's faces with the intents as they are now, and what each becomes. */
  readonly changes: readonly {
    readonly face: RunIntent;
    readonly intent: Intent;
    readonly status: Intent['status'];
    /** Set when `status` is `merged`. */
    readonly heir?: IntentId;
  }[];
  /** What an intent of today will be; `undefined`: nothing. */
  translate(intentId: IntentId): IntentId | undefined;
}

/**
 * What the faces of the run `to` mean today. People's word stands above them: an intent with a pin, an article or a ticket that a person put
 * there stays active, and what a person merged stays merged.
 */
export async function planFaces(
  records: Pick<
    WorkspaceRecords,
    'runIntents' | 'intents' | 'intentAliases' | 'articles' | 'assignmentHeads'
  >,
  from: RunId,
  to: RunId,
): Promise<FacePlan> {
  const faces = await collectAll(records.runIntents, { where: { runId: to } });
  const byRun = new Set(
    (await collectAll(records.runIntents, { where: { runId: from } })).flatMap(({ status, intentId }) =>
      status === 'merged' ? [intentId] : [],
    ),
  );
  const intents = new Map(
    (await records.intents.getMany(faces.map(({ intentId }) => intentId))).map((intent) => [
      intent.id,
      intent,
    ]),
  );
  // What the run that is left merged comes apart again; what people merged does not.
  const isParted = ({ id, status }: Intent) => status === 'merged' && byRun.has(id);
  const parted = new Set([...intents.values()].filter(isParted).map(({ id }) => id));
  const aliases = await collectAll(records.intentAliases);
  const resolve = resolveAliases(aliases.filter(({ id }) => !parted.has(id)));
  const protectedIds = await chosenByPeople(records, from, [...intents.values()], resolve);
  const changes = faces.flatMap((face): FacePlan['changes'] => {
    const intent = intents.get(face.intentId);
    if (intent === undefined || (intent.status === 'merged' && !isParted(intent))) return [];
    if (face.status === 'active' || face.status === 'candidate' || protectedIds.has(intent.id))
      return [
        {
          face,
          intent,
          status: face.status === 'candidate' && !protectedIds.has(intent.id) ? 'candidate' : 'active',
        },
      ];
    const heir = face.mergedInto === undefined ? undefined : resolve(face.mergedInto);
    if (face.status === 'merged' && heir === intent.id) return [{ face, intent, status: 'active' }];
    return heir === undefined
      ? [{ face, intent, status: face.status }]
      : [{ face, intent, status: face.status, heir }];
  });
  const after = new Map(changes.map((change) => [change.intent.id, change]));
  const translate = (intentId: IntentId): IntentId | undefined => {
    const id = resolve(intentId);
    const change = after.get(id);
    if (change === undefined || change.status === 'active') return id;
    return change.heir === undefined ? undefined : translate(change.heir);
  };
  return { changes, translate };
}

/** Those of the intents that a person fixed, wrote about or put tickets into. */
async function chosenByPeople(
  records: Pick<WorkspaceRecords, 'articles' | 'assignmentHeads'>,
  runId: RunId,
  intents: readonly Intent[],
  resolve: (id: IntentId) => IntentId,
): Promise<ReadonlySet<IntentId>> {
  const chosen = new Set(intents.filter(({ pins }) => pins.length > 0).map(({ id }) => id));
  for await (const { intentId } of findAll(records.articles)) chosen.add(resolve(intentId));
  for await (const { intentId } of findAll(records.assignmentHeads, { where: { runId, decision: 'person' } }))
    if (intentId !== undefined) chosen.add(resolve(intentId));
  return chosen;
}
