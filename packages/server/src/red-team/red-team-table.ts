import type { Attack } from './attack.ts';

/** The attacks as a table: one row per family. */
export function redTeamTable(attacks: readonly Attack[]): string {
  const families = Map.groupBy(attacks, ({ family }) => family);
  const rows = [...families].map(
    ([family, cases]) => `| ${family} | ${cases.length} | ${cases.map(({ name }) => name).join('; ')} |`,
  );
  return ['| Tried | cases | which |', '|---|---|---|', ...rows, `| Together | ${attacks.length} | |`].join(
    '\n',
  );
}
