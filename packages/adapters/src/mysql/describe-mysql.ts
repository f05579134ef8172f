import { mysqlDatabase, versionOf } from './mysql-database.ts';

/** A server, for whoever looks after it. */
export interface MysqlServer {
  readonly name: 'MariaDB' | 'MySQL';
  readonly version: string;
  /** Older than what this adapter was made for: MariaDB 10.6, MySQL 8.0. */
  readonly isTooOld: boolean;
}

/** Asks a server what it is; nothing is changed there. @throws `adapter-failed` when it does not answer */
export async function describeMysql({ url }: { readonly url: string }): Promise<MysqlServer> {
  const database = mysqlDatabase({ url, connections: 1, waitMs: 5000, silenceMs: 10_000 });
  try {
    return readVersion(await database.read(versionOf));
  } finally {
    await database.close();
  }
}

/** Old MariaDB servers put `5.5.5-` before their version, for clients that only know MySQL. */
export function readVersion(said: string): MysqlServer {
  const isMariaDb = /mariadb/i.test(said);
  const [version = said, major = '0', minor = '0'] =
    /(\d+)\.(\d+)(?:\.\d+)?/.exec(said.replace(/^5\.5\.5-(?=\d)/, '')) ?? [];
  const number = Number(major) * 100 + Number(minor);
  return isMariaDb
    ? { name: 'MariaDB', version, isTooOld: number < 1006 }
    : { name: 'MySQL', version, isTooOld: number < 800 };
}
