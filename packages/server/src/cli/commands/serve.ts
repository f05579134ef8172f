import { openIdentity, openRateLimiter, openSlackDesk } from '../../services.ts';
import { dataArgs, defineCommand } from '../command.ts';
import { withDataFolder } from '../open-data-folder.ts';
import { terminalLog } from '../output/terminal-log.ts';
import { readInteger } from '../usage-error.ts';

/** `ticket-ai serve` */
export const serve = defineCommand({
  summary: 'Start the HTTP server, with a worker beside it',
  details:
    'It listens on this machine only, and every /api route needs a credential. The first start prints a one-time login link.',
  args: {
    host: { type: 'string', description: 'Address to listen on (default TICKET_AI_HOST, or 127.0.0.1)' },
    port: {
      type: 'string',
      valueHint: 'number',
      description: 'Port; 0 picks a free one (default TICKET_AI_PORT, or 7171)',
    },
    'allow-remote': {
      type: 'boolean',
      description: 'Allow an address that other machines reach; put TLS in front',
    },
    'public-url': {
      type: 'string',
      valueHint: 'url',
      description: 'Address in browsers, when there is a proxy in front (default TICKET_AI_PUBLIC_URL)',
    },
    'new-login': { type: 'boolean', description: 'Print a new login link; earlier ones stop working' },
    'no-worker': { type: 'boolean', description: 'Leave background work to `ticket-ai worker` processes' },
    ...dataArgs,
  },
  async run(session, args) {
    const port = readInteger(args.port, '--port', 0, 65_535);
    const { terminal, abortSignal } = session;
    await withDataFolder(
      session,
      args,
      async ({ desk, store, config, plugs }) => {
        const { startServer } = await import('../../main.ts');
        for (const { plug, adapter } of plugs)
          terminal.note(terminal.paintNote('dim', `${plug.padEnd(10)} ${adapter}`));
        const limiter = await openRateLimiter(config);
        const identity = await openIdentity(config);
        const slack = openSlackDesk(config);
        const publicUrl = args['public-url'] ?? config.publicUrl;
        const server = await startServer({
          desk,
          store,
          host: args.host ?? config.host,
          port: port ?? config.port,
          concurrency: args['no-worker'] === true ? 0 : config.concurrency,
          ...(identity === undefined ? {} : { identity }),
          rates: { limiter, perMinute: config.ratePerMinute, trustedProxies: config.trustedProxies },
          ...(args['allow-remote'] === true ? { allowRemote: true } : {}),
          ...(slack === undefined ? {} : { slack }),
          ...(publicUrl === undefined ? {} : { publicUrl }),
          ...(args['new-login'] === true ? { newLogin: true } : {}),
          log: terminalLog(terminal),
          abortSignal,
        });
        terminal.out(`Ticket AI is at ${server.url}`);
        if (server.loginUrl !== undefined)
          terminal.out(`Sign in once with this link (good for a day): ${server.loginUrl}`);
        await server.closed.finally(() =>
          Promise.all([limiter.close(), identity?.close(), slack?.reviews.close()]),
        );
      },
      { create: true, work: 'workers' },
    );
  },
});
