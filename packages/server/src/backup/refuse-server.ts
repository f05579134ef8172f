import { TicketAIError } from '@ticket-ai/core';
import type { Config } from '../config.ts';

/** Records on a server are copied by the tools of the server. @throws `invalid-input` naming them */
export function refuseServer({ store, services, dataFolder }: Config): void {
  if (store === 'sqlite') return;
  const files =
    services.blobsUrl === undefined ? `the folder ${dataFolder}/blobs` : 'the bucket of the files';
  throw new TicketAIError('invalid-input', {
    message:
      store === 'memory'
        ? 'Records in memory cannot be backed up: they end with the process. Use a data folder (TICKET_AI_STORE=sqlite).'
        : `The records are on MySQL or MariaDB, whose own tools copy them: \`mysqldump --single-transaction --hex-blob <database>\`, restored with \`mysql <database>\`. After the dump copy ${files} too, and keep the environment variables. Then \`ticket-ai index verify --repair\` makes the vectors anew.`,
    context: { store, reason: 'not-local' },
  });
}
