import { sql } from 'kysely';
import { afterAll, beforeAll, it } from 'vitest';
import { mariadbService, newDatabase } from '../../../../scripts/services/mariadb.ts';
import {
  describeWithService,
  type RunningService,
  startService,
} from '../../../../scripts/services/service.ts';
import { surviveKills } from '../sql/killed-migrations.fixture.ts';
import { migrations } from '../sql/migrate.ts';
import { mysqlDatabase } from './mysql-database.ts';

describeWithService(
  mariadbService,
  'a migration of MariaDB, where each change of the schema is kept at once',
  () => {
    let service: RunningService;
    beforeAll(async () => {
      service = await startService(mariadbService);
    }, 90_000);
    afterAll(() => service.close());

    async function newPlace() {
      const place = await newDatabase(service.url);
      const database = mysqlDatabase({ url: place, connections: 2, waitMs: 5000, silenceMs: 30_000 });
      return {
        program: new URL('./migrate-process.fixture.ts', import.meta.url),
        place,
        database,
        dump: () =>
          database.read(async (db) => {
            const about = (columns: string, table: string) =>
              sql
                .raw(
                  `select ${columns} from information_schema.${table} where table_schema = database() order by ${columns}`,
                )
                .execute(db);
            const columns = await about(
              'table_name, column_name, column_type, is_nullable, collation_name',
              'columns',
            );
            const indexes = await about(
              'table_name, index_name, seq_in_index, column_name, non_unique',
              'statistics',
            );
            const names = await sql<{
              name: string;
            }>`select table_name as name from information_schema.tables where table_schema = database() order by 1`.execute(
              db,
            );
            const rows = [];
            for (const { name } of names.rows)
              rows.push((await sql`select * from ${sql.table(name)} order by 1, 2`.execute(db)).rows);
            return { columns: columns.rows, indexes: indexes.rows, rows };
          }),
      };
    }

    it.each(migrations.map(({ name }, step) => [name, step] as const))(
      'survives kill -9 inside %s: the next start ends as if nobody had died',
      (_name, step) => surviveKills(step, 2026, newPlace),
      60_000,
    );
  },
);
