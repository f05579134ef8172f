import { dieInMigration } from '../sql/die-in-migration.fixture.ts';
import { mysqlDatabase } from './mysql-database.ts';

const [url = '', ...args] = process.argv.slice(2);
await dieInMigration(mysqlDatabase({ url, connections: 1, waitMs: 5000, silenceMs: 30_000 }), args);
