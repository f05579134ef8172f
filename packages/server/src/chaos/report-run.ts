import { appendFileSync } from 'node:fs';

/** What one run of the chaos suite showed. */
export interface ChaosRun {
  readonly fault: string;
  readonly seed: number;
  readonly violations: readonly string[];
  /** From the end of the fault until everything was done. */
  readonly secondsAfter: number;
}

/** Tells how a run went; where `TICKET_AI_CHAOS_REPORT` names a file, adds it there, a line of JSON. */
export function reportRun(run: ChaosRun): void {
  const { fault, seed, violations, secondsAfter } = run;
  console.log(
    `${fault}: ${violations.length} violations, done ${secondsAfter.toFixed(1)} s after, seed ${seed}`,
  );
  const file = process.env.TICKET_AI_CHAOS_REPORT;
  if (file !== undefined) appendFileSync(file, `${JSON.stringify(run)}\n`);
}
