import { type Budget, type ChunkOptions, defaultBatchWaitMs, TicketAIError } from '@ticket-ai/core';
import * as z from 'zod';
import {
  type IdentitySettings,
  identityFaults,
  identityVariables,
  readIdentity,
} from './identity-settings.ts';
import { isAddressRange } from './middleware/client-address.ts';
import {
  given,
  type ModelSettings,
  modelFaults,
  modelVariables,
  readBudget,
  readModelSettings,
} from './model-settings.ts';
import { readSlack, type SlackSettings, slackFaults, slackVariables } from './slack-settings.ts';
import { suggest } from './suggest.ts';

const number = (least: number, most: number, fallback: number) =>
  z.coerce
    .number(`must be a number from ${least} to ${most}`)
    .int('must be a whole number')
    .min(least, `must be at least ${least}`)
    .max(most, `must be at most ${most}`)
    .default(fallback);

const chunkSizes = z
  .string()
  .regex(/^\d+\/\d+\/\d+$/, 'must be three numbers such as 350/512/50')
  .optional();

/** Every environment variable Ticket AI knows. Its description is what `ticket-ai doctor` and the docs show. */
const variables = z.object({
  TICKET_AI_DATA: z.string().default('.ticket-ai').describe('Data folder.'),
  TICKET_AI_STORE: z
    .string()
    .regex(
      /^(?:sqlite|memory|(?:mysql|mariadb):\/\/[^/]+\/.+)$/,
      'must be sqlite, memory, or a URL such as mysql://user:password@host:3306/database',
    )
    .default('sqlite')
    .describe('Where records live: sqlite (in the data folder), memory, or the URL of MySQL or MariaDB.'),
  TICKET_AI_QUEUE: z
    .string()
    .regex(/^rediss?:\/\/.+$/, 'must be a URL such as redis://host:6379')
    .optional()
    .describe('Redis that wakes the workers of all machines. Without it they look for work themselves.'),
  TICKET_AI_VECTORS: z
    .string()
    .regex(/^https?:\/\/[^@]+$/, 'must be a URL such as http://host:8000')
    .optional()
    .describe('Chroma server for embeddings of documents. Without it they are in a file of the data folder.'),
  TICKET_AI_BLOBS: z
    .string()
    .regex(
      /^(?:s3|azure):\/\/[^/?@]+/,
      'must be a URL such as s3://bucket/folder?region=eu-central-1 or azure://container/folder',
    )
    .optional()
    .describe(
      'Bucket of S3 or container of Azure (azure://container/folder) for original files. Without it they are in the data folder.',
    ),
  TICKET_AI_AZURE_CONNECTION: z
    .string()
    .regex(
      /AccountKey=|SharedAccessSignature=|^UseDevelopmentStorage=true/,
      'must be the connection string of a storage account',
    )
    .optional()
    .describe('Connection string of the storage account, for a container of Azure. Never shown.'),
  TICKET_AI_WORKSPACE: z
    .string()
    .regex(/^[\w.-]{1,64}$/, 'must be 1 to 64 letters, digits, dots, dashes or underscores')
    .default('default')
    .describe('Workspace to work in.'),
  TICKET_AI_TIME_ZONE: z
    .string()
    .refine(isTimeZone, 'must be an IANA time zone such as Europe/Berlin')
    .default('UTC')
    .describe('Zone of days in reports and budgets.'),
  TICKET_AI_HOST: z.string().default('127.0.0.1').describe('Address the server listens on.'),
  TICKET_AI_PORT: number(0, 65_535, 7171).describe('Port the server listens on; 0 picks a free one.'),
  TICKET_AI_PUBLIC_URL: z
    .string()
    .regex(/^https?:\/\/[^@]+$/, 'must be a URL such as https://desk.example.com')
    .optional()
    .describe('Address in browsers, when there is a proxy in front. Messages link there.'),
  TICKET_AI_CHUNKS: chunkSizes.describe(
    'Passages of documents in tokens: target/most/repeated where a paragraph is split (default 350/512/50). `documents rechunk` cuts what is there.',
  ),
  TICKET_AI_CHUNKS_ARTICLES: chunkSizes.describe('The same for published articles.'),
  TICKET_AI_RATE_PER_MINUTE: number(0, 1_000_000, 3000).describe(
    'Requests one person or key may make in a minute, counted in Redis where TICKET_AI_QUEUE names it; 0 is no limit. Sign-ins are limited always.',
  ),
  TICKET_AI_TRUSTED_PROXIES: z
    .string()
    .transform((list) => list.split(',').map((part) => part.trim()))
    .refine((list) => list.every(isAddressRange), 'must be addresses or ranges such as 10.0.0.2,fd00::/8')
    .default([])
    .describe(
      'Proxies in front of the server, as addresses or ranges (10.0.0.2,fd00::/8): what they say in X-Forwarded-For of who asks is believed, so that sign-ins are counted by person, not by proxy. Default: nobody is believed.',
    ),
  TICKET_AI_KEEP_JOBS_DAYS: number(1, 36_500, 30).describe(
    'Days for which jobs that are done can be looked at; dead jobs stay.',
  ),
  TICKET_AI_THREADS: number(0, 64, 4).describe(
    'Most threads for heavy computation; 0 computes in the main one.',
  ),
  TICKET_AI_CONCURRENCY: number(1, 64, 1).describe('Jobs a worker does at a time.'),
  TICKET_AI_LEASE_MS: number(200, 3_600_000, 30_000).describe(
    'Milliseconds after which the job of a dead worker is taken over.',
  ),
  TICKET_AI_MATCH_ERROR: z.coerce
    .number('must be a number between 0 and 1')
    .gt(0, 'must be above 0')
    .lt(1, 'must be below 1')
    .default(0.05)
    .describe('Share of automatic matches that may be wrong, e.g. 0.05.'),
  TICKET_AI_MATCH_WAIT_SECONDS: number(0, 86_400, defaultBatchWaitMs / 1000).describe(
    'Seconds a ticket may wait until 32 can be asked about in one model call; 0 asks at once. Workers only: a command never waits.',
  ),
  ...identityVariables,
  ...slackVariables,
  ...modelVariables,
});

type Variables = z.output<typeof variables>;

/** How this process is set up. Made from environment variables, with the command line's options above them. */
export interface Config {
  readonly dataFolder: string;
  readonly store: 'sqlite' | 'memory' | 'mysql';
  /** URLs of services; they may hold passwords, and are never shown. */
  readonly services: {
    readonly storeUrl?: string;
    readonly queueUrl?: string;
    readonly vectorsUrl?: string;
    readonly blobsUrl?: string;
    readonly azureConnection?: string;
  };
  readonly workspace: string;
  readonly timeZone: string;
  readonly host: string;
  readonly port: number;
  /** Address in browsers. Absent: that of the server. */
  readonly publicUrl?: string;
  /** Requests of one person or key in a minute; 0 is no limit. */
  /** Sizes of passages, where they are set. */
  readonly chunking: { readonly documents?: ChunkOptions; readonly articles?: ChunkOptions };
  readonly ratePerMinute: number;
  /** Addresses and ranges of proxies that are believed. */
  readonly trustedProxies: readonly string[];
  /** How long jobs that are done are kept. */
  readonly keepJobsMs: number;
  readonly threads: number;
  readonly concurrency: number;
  readonly leaseMs: number;
  /** Share of automatic matches that may be wrong. */
  readonly matchError: number;
  /** How long a ticket may wait for others until a model is asked, where workers do the work. */
  readonly matchWaitMs: number;
  /** Absent: people come by login links only. */
  readonly identity?: IdentitySettings;
  /** Absent: nobody is told of anything. */
  readonly slack?: SlackSettings;
  /** Absent: no model is plugged in. */
  readonly model?: ModelSettings;
  readonly budget: Budget;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** An option of the command line that stands in the place of a variable, also when it is not given. */
export interface VariableOption {
  readonly variable: keyof Variables;
  readonly option: string;
  readonly value: string | undefined;
}

/** The language model that the environment names, whatever else is set. */
export function configuredModel(environment: Environment = process.env): string | undefined {
  return environment.TICKET_AI_MODEL;
}

/**
 * Reads the configuration: the only place in Ticket AI that reads `process.env`. Empty variables count as absent.
 * @param overrides win over the environment; `undefined` leaves it as it is
 * @param options of the command line that stand in the place of variables; a fault then names the option
 * @throws `invalid-input` naming every fault at once, never a value: a value may be a secret
 */
export function readConfig(
  overrides: { readonly [Name in keyof Config]?: Config[Name] | undefined } = {},
  environment: Environment = process.env,
  options: readonly VariableOption[] = [],
): Config {
  const replaced = Object.fromEntries(options.map(({ variable, value }) => [variable, value]));
  const given = Object.fromEntries(
    Object.entries({ ...environment, ...replaced }).filter(
      ([name, value]) => name.startsWith('TICKET_AI_') && value?.trim() !== '',
    ),
  );
  const result = variables.safeParse(given);
  const faults = [
    ...misspelt(Object.keys(given)),
    ...(result.success
      ? [
          ...modelFaults(result.data),
          ...identityFaults(result.data),
          ...slackFaults(result.data),
          ...blobFaults(result.data),
        ]
      : []),
    ...(result.error?.issues.map(({ path, message }) => `${path.join('.')} ${message}`) ?? []),
  ];
  if (!result.success || faults.length > 0)
    throw invalidConfig(
      faults.map((fault) =>
        options.reduce(
          (text, { variable, option }) => text.replace(new RegExp(`\\b${variable}\\b`), option),
          fault,
        ),
      ),
    );
  const chosen = Object.entries(overrides).filter(([, value]) => value !== undefined);
  return { ...fromVariables(result.data), ...Object.fromEntries(chosen) };
}

/** Names, defaults (empty: none) and meaning of the environment variables, for help and docs. */
export function describeVariables(): readonly {
  readonly name: string;
  readonly standard: string;
  readonly description: string;
}[] {
  return Object.entries(variables.shape).map(([name, schema]) => ({
    name,
    standard: String(schema.safeParse(undefined).data ?? ''),
    description: schema.description ?? '',
  }));
}

function fromVariables(read: Variables): Config {
  const model = readModelSettings(read);
  const identity = readIdentity(read);
  const slack = readSlack(read);
  return {
    dataFolder: read.TICKET_AI_DATA,
    ...readServices(read),
    workspace: read.TICKET_AI_WORKSPACE,
    timeZone: read.TICKET_AI_TIME_ZONE,
    host: read.TICKET_AI_HOST,
    port: read.TICKET_AI_PORT,
    ...given({ publicUrl: read.TICKET_AI_PUBLIC_URL?.replace(/\/+$/, '') }),
    chunking: {
      ...readSizes('documents', read.TICKET_AI_CHUNKS),
      ...readSizes('articles', read.TICKET_AI_CHUNKS_ARTICLES),
    },
    ratePerMinute: read.TICKET_AI_RATE_PER_MINUTE,
    trustedProxies: read.TICKET_AI_TRUSTED_PROXIES,
    keepJobsMs: 86_400_000 * read.TICKET_AI_KEEP_JOBS_DAYS,
    threads: read.TICKET_AI_THREADS,
    concurrency: read.TICKET_AI_CONCURRENCY,
    leaseMs: read.TICKET_AI_LEASE_MS,
    matchError: read.TICKET_AI_MATCH_ERROR,
    matchWaitMs: 1000 * read.TICKET_AI_MATCH_WAIT_SECONDS,
    budget: readBudget(read),
    ...given({ identity, slack }),
    ...(model === undefined ? {} : { model }),
  };
}

/** Where records, wake-ups, vectors and files are. */
function readServices(read: Variables): Pick<Config, 'store' | 'services'> {
  const store = read.TICKET_AI_STORE;
  const isLocal = store === 'sqlite' || store === 'memory';
  const urls = {
    storeUrl: isLocal ? undefined : store,
    queueUrl: read.TICKET_AI_QUEUE,
    vectorsUrl: read.TICKET_AI_VECTORS,
    blobsUrl: read.TICKET_AI_BLOBS,
    azureConnection: read.TICKET_AI_AZURE_CONNECTION,
  };
  return { store: isLocal ? store : 'mysql', services: given(urls) };
}

function blobFaults(read: Variables): string[] {
  return read.TICKET_AI_BLOBS?.startsWith('azure:') && read.TICKET_AI_AZURE_CONNECTION === undefined
    ? ['TICKET_AI_AZURE_CONNECTION must be given with a container of Azure: where is it, and with which key?']
    : [];
}

/** A variable of another program may begin alike; only what is nearly one of ours is a fault. */
function misspelt(names: readonly string[]): string[] {
  const known = Object.keys(variables.shape);
  return names.flatMap((name) => {
    const near = known.includes(name) ? undefined : suggest(name, known);
    return near === undefined ? [] : [`${name} is not known; did you mean ${near}?`];
  });
}

function invalidConfig(faults: readonly string[]): TicketAIError {
  return new TicketAIError('invalid-input', {
    message: `The configuration is not valid:\n${faults.map((fault) => `  - ${fault}`).join('\n')}\nCorrect these environment variables and try again.`,
    context: { faults: faults.length },
  });
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** Whether they fit together is for the engine to say. */
function readSizes(collection: 'documents' | 'articles', sizes: string | undefined): Config['chunking'] {
  const [target = 0, maximum = 0, overlap = 0] = (sizes ?? '').split('/').map(Number);
  return sizes === undefined ? {} : { [collection]: { target, maximum, overlap } };
}
