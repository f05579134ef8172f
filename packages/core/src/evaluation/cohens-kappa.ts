/**
 * Agreement of two judges, or of one judge asked twice, beyond chance (Cohen 1960): 1 always, 0 as often as chance, below 0 less. Judges who
 * say "different" to nearly everything agree often and mean little by it, which is why the plain share of agreement is no measure.
 * @returns `undefined` when nothing was judged twice, or both said the same one thing to everything: chance explains all of it
 */
export function cohensKappa<Verdict>(verdicts: readonly (readonly [Verdict, Verdict])[]): number | undefined {
  const count = verdicts.length;
  const agreed = verdicts.filter(([one, other]) => one === other).length / count;
  const share = (side: 0 | 1, verdict: Verdict) =>
    verdicts.filter((pair) => pair[side] === verdict).length / count;
  const kinds = new Set(verdicts.flat());
  const chance = [...kinds].reduce((sum, verdict) => sum + share(0, verdict) * share(1, verdict), 0);
  return count === 0 || chance === 1 ? undefined : (agreed - chance) / (1 - chance);
}
