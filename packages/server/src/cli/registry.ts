import type { Command, CommandGroup } from './command.ts';

/** A word of the command line. Its file is loaded when it is used, so that `--help` is fast. */
export interface Entry {
  readonly section: string;
  readonly summary: string;
  load(): Promise<Command | CommandGroup>;
}

/** Every command, in the order of the help. */
export const registry: Readonly<Record<string, Entry>> = {
  cluster: {
    section: 'Start here',
    summary: 'Find what customers ask for in a file of tickets',
    load: async () => (await import('./commands/cluster.ts')).cluster,
  },
  demo: {
    section: 'Start here',
    summary: 'Show everything on sample data, in seconds',
    load: async () => (await import('./commands/demo.ts')).demo,
  },
  import: {
    section: 'Tickets and intents',
    summary: 'Import tickets into the data folder; list or undo imports',
    load: async () => (await import('./commands/import.ts')).importGroup,
  },
  tickets: {
    section: 'Tickets and intents',
    summary: 'List, show and move tickets; see why one is where it is',
    load: async () => (await import('./commands/tickets.ts')).tickets,
  },
  intents: {
    section: 'Tickets and intents',
    summary: 'List, show, rename, merge and split intents; undo',
    load: async () => (await import('./commands/intents.ts')).intents,
  },
  matching: {
    section: 'Tickets and intents',
    summary: 'See how far automatic matching can be trusted, and what is new',
    load: async () => (await import('./commands/matching.ts')).matching,
  },
  recluster: {
    section: 'Tickets and intents',
    summary: 'Look at all tickets anew, as a what-if; known intents keep their ids',
    load: async () => (await import('./commands/recluster.ts')).recluster,
  },
  runs: {
    section: 'Tickets and intents',
    summary: 'List, compare, promote, drop and roll back re-clusterings',
    load: async () => (await import('./commands/runs.ts')).runs,
  },
  alerts: {
    section: 'Tickets and intents',
    summary: 'List alerts: intents that surge, a mix that drifts, topics that emerge',
    load: async () => (await import('./commands/alerts.ts')).alerts,
  },
  taxonomy: {
    section: 'Tickets and intents',
    summary: 'Show, check, change, export and import the taxonomy; settle suggestions',
    load: async () => (await import('./commands/taxonomy.ts')).taxonomy,
  },
  documents: {
    section: 'Knowledge',
    summary: 'Add, list and remove the documents that answers rest on',
    load: async () => (await import('./commands/documents.ts')).documents,
  },
  articles: {
    section: 'Knowledge',
    summary: 'Draft, review and publish help articles',
    load: async () => (await import('./commands/articles.ts')).articles,
  },
  index: {
    section: 'Knowledge',
    summary: 'Compare the vectors of the search with the records; repair them',
    load: async () => (await import('./commands/search-index.ts')).searchIndex,
  },
  ask: {
    section: 'Knowledge',
    summary: 'Answer a question with verified quotes',
    load: async () => (await import('./commands/ask.ts')).ask,
  },
  replies: {
    section: 'Knowledge',
    summary: 'Suggest replies to tickets; say what became of them',
    load: async () => (await import('./commands/replies.ts')).replies,
  },
  parse: {
    section: 'Knowledge',
    summary: 'See what can be read of a document',
    load: async () => (await import('./commands/parse.ts')).parse,
  },
  serve: {
    section: 'Running it',
    summary: 'Start the HTTP server',
    load: async () => (await import('./commands/serve.ts')).serve,
  },
  worker: {
    section: 'Running it',
    summary: 'Do background work until stopped',
    load: async () => (await import('./commands/worker.ts')).worker,
  },
  jobs: {
    section: 'Running it',
    summary: 'List background work; run or retry it',
    load: async () => (await import('./commands/jobs.ts')).jobs,
  },
  usage: {
    section: 'Running it',
    summary: 'Show model calls, tokens and cost',
    load: async () => (await import('./commands/usage.ts')).usage,
  },
  export: {
    section: 'Running it',
    summary: 'Write assignments and articles into a folder',
    load: async () => (await import('./commands/export.ts')).exportCommand,
  },
  backup: {
    section: 'Running it',
    summary: 'Copy the data folder as it is at one moment, while it is used',
    load: async () => (await import('./commands/backup.ts')).backup,
  },
  restore: {
    section: 'Running it',
    summary: 'Make a data folder what a backup holds',
    load: async () => (await import('./commands/restore.ts')).restore,
  },
  migrate: {
    section: 'Running it',
    summary: 'Bring the data folder up to date',
    load: async () => (await import('./commands/migrate.ts')).migrate,
  },
  doctor: {
    section: 'Running it',
    summary: 'Check this machine and the data folder',
    load: async () => (await import('./commands/doctor.ts')).doctor,
  },
  eval: {
    section: 'Measuring',
    summary: 'Score intents, search or answers against labelled data',
    load: async () => (await import('./commands/eval.ts')).evaluate,
  },
};
