import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { mariadbService, newDatabase } from '../../../../scripts/services/mariadb.ts';
import {
  describeWithService,
  type RunningService,
  startService,
} from '../../../../scripts/services/service.ts';
import { asksForMore, fillAsLived, type HotStatement, hotStatements } from '../sql/hot-statements.fixture.ts';
import { migrate } from '../sql/migrate.ts';
import type { SqlDatabase } from '../sql/sql-database.ts';
import { definitionsOfToday } from '../sql/table-definition.ts';
import { mysqlDatabase } from './mysql-database.ts';

interface PlanStep {
  readonly table: string | null;
  readonly type: string | null;
  readonly key: string | null;
  readonly rows: number | null;
  readonly Extra: string | null;
}

/** Far less than what the big tables hold. */
const manyRows = 1500;

describeWithService(mariadbService, 'MariaDB', () => {
  let service: RunningService;
  let database: SqlDatabase;
  beforeAll(async () => {
    service = await startService(mariadbService);
    const url = await newDatabase(service.url);
    database = mysqlDatabase({ url, connections: 2, waitMs: 5000, silenceMs: 30_000 });
    await migrate(database, () => 0);
    await fillAsLived(database);
    for (const { table } of definitionsOfToday())
      await database.read((db) => sql`analyze table ${sql.table(table)}`.execute(db));
  }, 90_000);
  afterAll(async () => {
    await database.close();
    await service.close();
  });

  /** The steps of the plan that read a whole table, or a good part of one though few rows are asked for. */
  async function readsAll(statement: HotStatement): Promise<PlanStep[]> {
    const { rows } = await database.read((db) =>
      db.executeQuery<PlanStep>({
        ...statement,
        sql: `explain ${statement.sql}`,
        query: sql``.toOperationNode(),
      } as never),
    );
    // A page in the order of an index stops at the limit, whatever the estimate says.
    return rows.filter(({ type, key, rows: read, Extra }) => {
      const isPicky = asksForMore.test(statement.sql) && key === 'PRIMARY';
      const sorts = /filesort|temporary/.test(Extra ?? '');
      return type === 'ALL' || ((isPicky || sorts) && Number(read) > manyRows);
    });
  }

  it('reads no table from end to end for what servers and workers ask all the time', async () => {
    const heard = (await hotStatements(database)).filter((each) =>
      /^(?:select|update|delete)/.test(each.sql),
    );
    expect(heard.length).toBeGreaterThan(50);
    const slow: string[] = [];
    for (const each of heard)
      for (const step of await readsAll(each))
        slow.push(`${each.work}: ${JSON.stringify(step)}: ${each.sql}`);
    expect(slow).toEqual([]);
  });
});
