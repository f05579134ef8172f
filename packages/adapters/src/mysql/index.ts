export { describeMysql, type MysqlServer } from './describe-mysql.ts';
export { type MysqlStoreOptions, mysqlStore } from './mysql-store.ts';
