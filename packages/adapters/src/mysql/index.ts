export { type MysqlStoreOptions, mysqlStore } from './mysql-store.ts';
