import type { Role } from '@ticket-ai/core';
import * as z from 'zod';
import { given } from './model-settings.ts';

const oneMember = /^\s*(\*|[^\s@=,]+)@([^\s@=,*]+)\s*=\s*(viewer|agent|editor|admin)\s*$/i;

/** `ada@example.com=admin, *@example.com=viewer` */
const members = z
  .string()
  .refine(
    (text) => text.split(',').every((part) => oneMember.test(part)),
    'must be addresses and roles such as "ada@example.com=admin, *@example.com=viewer"',
  )
  .transform((text) => new Map(text.split(',').map(readMember)))
  .optional();

/** The variables that let people of a Firebase project in. Without them there are login links and API keys. */
export const identityVariables = {
  TICKET_AI_FIREBASE_PROJECT: z
    .string()
    .regex(/^[a-z][a-z0-9-]{3,29}$/, 'must be the id of a Firebase project')
    .optional()
    .describe('Firebase project whose ID tokens are taken, beside API keys and sessions.'),
  TICKET_AI_FIREBASE_MEMBERS: members.describe(
    'Who of them may come in, by verified address: "ada@example.com=admin, *@example.com=viewer". Nobody else may.',
  ),
  TICKET_AI_FIREBASE_ACCOUNT: z
    .string()
    .optional()
    .describe(
      'JSON file of a service account that may read users: revoked tokens and disabled users are out at once, not within the hour.',
    ),
};

type IdentityVariables = z.output<z.ZodObject<typeof identityVariables>>;

/** Who signs people in, and what they may do. */
export interface IdentitySettings {
  readonly projectId: string;
  /** Roles by address; `*@example.com` stands for all others of a domain. */
  readonly members: ReadonlyMap<string, Role>;
  readonly accountFile?: string;
}

/** Absent: nobody else signs people in. */
export function readIdentity(read: IdentityVariables): IdentitySettings | undefined {
  const { TICKET_AI_FIREBASE_PROJECT: projectId } = read;
  if (projectId === undefined) return undefined;
  return {
    projectId,
    members: read.TICKET_AI_FIREBASE_MEMBERS ?? new Map(),
    ...given({ accountFile: read.TICKET_AI_FIREBASE_ACCOUNT }),
  };
}

/** What is wrong between the variables, one sentence each. */
export function identityFaults(read: IdentityVariables): string[] {
  const isProjectNamed = read.TICKET_AI_FIREBASE_PROJECT !== undefined;
  const isMembersNamed = read.TICKET_AI_FIREBASE_MEMBERS !== undefined;
  if (isProjectNamed && !isMembersNamed)
    return ['TICKET_AI_FIREBASE_MEMBERS must be given with TICKET_AI_FIREBASE_PROJECT: who may come in?'];
  if (!isProjectNamed && (isMembersNamed || read.TICKET_AI_FIREBASE_ACCOUNT !== undefined))
    return ['TICKET_AI_FIREBASE_PROJECT must be given with the other variables of Firebase'];
  return [];
}

/** The role of a verified address; `undefined`: no member. An address of its own goes before its domain. */
export function roleOf(roles: IdentitySettings['members'], email: string): Role | undefined {
  const address = email.toLowerCase();
  return roles.get(address) ?? roles.get(`*${address.slice(address.lastIndexOf('@'))}`);
}

function readMember(part: string): readonly [string, Role] {
  const [, name = '', domain = '', role = ''] = oneMember.exec(part) ?? [];
  return [`${name}@${domain}`.toLowerCase(), role.toLowerCase() as Role];
}
