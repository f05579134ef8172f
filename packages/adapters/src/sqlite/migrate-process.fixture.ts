import { dieInMigration } from '../sql/die-in-migration.fixture.ts';
import { sqliteDatabase } from './sqlite-database.ts';

const [path = '', ...args] = process.argv.slice(2);
await dieInMigration(sqliteDatabase({ path, synchronous: 'normal', waitMs: 5000 }), args);
