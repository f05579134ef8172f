import { execFile } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createConnection } from 'mysql2';
import { findProgram, type ServiceKind } from './service.ts';

const run = promisify(execFile);
// It refuses to run as root unless told that this is meant.
const own = ['--no-defaults', ...(userInfo().uid === 0 ? ['--user=root'] : [])];

/** MariaDB, or the MySQL that the variable names. The URL has no database: each test makes one. */
export const mariadbService: ServiceKind = {
  name: 'mariadb',
  variable: 'TICKET_AI_TEST_MYSQL_URL',
  isThere: () => findProgram('mariadbd') !== undefined && findProgram('mariadb-install-db') !== undefined,
  advice: 'install mariadb-server',
  async prepare(folder) {
    mkdirSync(join(folder, 'data'));
    const place = [
      `--datadir=${join(folder, 'data')}`,
      '--auth-root-authentication-method=normal',
      '--skip-test-db',
    ];
    await run(findProgram('mariadb-install-db') ?? '', [...own, ...place]);
  },
  command: ({ folder, port }) => [
    findProgram('mariadbd') ?? '',
    ...own,
    ...[
      `--datadir=${join(folder, 'data')}`,
      `--socket=${join(folder, 'socket')}`,
      `--pid-file=${join(folder, 'pid')}`,
    ],
    ...[
      `--port=${port}`,
      '--bind-address=127.0.0.1',
      '--innodb-buffer-pool-size=128M',
      '--skip-name-resolve',
    ],
  ],
  urlOf: (port) => `mysql://root@127.0.0.1:${port}/`,
  ping: (url) => ask(url, 'select 1').then(() => {}),
};

/** Runs a statement as the owner of the server. */
export function ask(url: string, statement: string): Promise<unknown> {
  const connection = createConnection({ uri: url, connectTimeout: 2000 });
  return new Promise((resolve, reject) => {
    connection.on('error', reject);
    connection.query(statement, (error, result) => {
      connection.destroy();
      if (error === null) resolve(result);
      else reject(error);
    });
  });
}

let databases = 0;

/** Makes an empty database; gives its URL. */
export async function newDatabase(url: string): Promise<string> {
  databases += 1;
  const name = `ticket_ai_test_${process.pid}_${databases}`;
  await ask(url, `create database ${name} character set utf8mb4`);
  return `${url}${name}`;
}
