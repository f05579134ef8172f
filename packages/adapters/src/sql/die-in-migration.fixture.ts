import type { KyselyPlugin } from 'kysely';
import { migrate, migrations } from './migrate.ts';
import type { SqlDatabase } from './sql-database.ts';

/**
 * The whole life of a process that migrates a database and kills itself at a moment, before or after one of its statements; 0: never. Prints
 * how many moments there were.
 * @param args how many steps of the schema, and the moment
 */
export async function dieInMigration(database: SqlDatabase, args: readonly string[]): Promise<void> {
  const [steps, moment] = args.map(Number);
  let passed = 0;
  const pass = () => {
    passed += 1;
    if (passed === moment) process.kill(process.pid, 'SIGKILL');
  };
  const deadly: KyselyPlugin = {
    transformQuery({ node }) {
      pass();
      return node;
    },
    async transformResult({ result }) {
      pass();
      return result;
    },
  };
  const change: SqlDatabase['change'] = (work) => database.change((db) => work(db.withPlugin(deadly)));
  const { dialect } = database;
  await migrate({ ...database, dialect, change }, () => 0, migrations.slice(0, steps));
  // A step that goes on from where another died has fewer moments.
  if (Number(moment) > passed) process.kill(process.pid, 'SIGKILL');
  await database.close();
  console.log(passed);
}
