import type { AuthorRole, TicketStatus } from '@ticket-ai/core';
import { compactName } from './column-names.ts';

/** The status a cell means; `undefined`: not understood. */
export function parseStatus(cell: string): TicketStatus | undefined {
  return statuses.get(compactName(cell));
}

/** Who wrote a message; `undefined`: not understood. */
export function parseRole(cell: string): AuthorRole | undefined {
  return roles.get(compactName(cell));
}

/** Words that stand for the two roles, for messages to people. */
export const knownRoles = 'customer, user, requester, inbound; agent, staff, support, outbound';

/** A BCP 47 tag from a tag or a language's name; `undefined`: not understood. */
export function parseLanguage(cell: string): string | undefined {
  const text = cell.trim();
  if (/^[a-z]{2,3}(?:[-_][a-z0-9]{2,8}){0,3}$/i.test(text)) return text.replaceAll('_', '-');
  return languages.get(compactName(text));
}

/** Tags of a cell: a JSON array, or separated by comma, semicolon or bar. */
export function parseTags(cell: string): readonly string[] {
  const bare = cell.trim().replace(/^\[(.*)\]$/s, '$1');
  return [...new Set(bare.split(/[,;|]/).map((tag) => tag.trim().replace(/^["'](.*)["']$/s, '$1')))].filter(
    (tag) => tag !== '',
  );
}

const statuses = table<TicketStatus>({
  open: 'open new inprogress active reopened assigned todo offen neu inbearbeitung abierto nuevo encurso',
  pending:
    'pending waiting onhold hold waitingoncustomer waitingforcustomer awaitingreply wartend wartet zuruckgestellt pendiente enespera',
  solved: 'solved resolved done completed fixed answered gelost erledigt beantwortet resuelto solucionado',
  closed: 'closed archived geschlossen abgeschlossen cerrado',
});

const roles = table<AuthorRole>({
  customer:
    'customer client user enduser requester contact visitor caller inbound incoming in kunde kundin anwender eingehend cliente usuario entrante',
  agent: `agent staff support supportagent admin administrator operator employee assistant bot team teammate outbound outgoing out
    mitarbeiter mitarbeiterin bearbeiter ausgehend agente soporte operador saliente`,
});

const languages = table({
  en: 'english englisch ingles',
  de: 'german deutsch aleman',
  es: 'spanish spanisch espanol castellano',
  fr: 'french franzosisch frances francais',
  it: 'italian italienisch italiano',
  pt: 'portuguese portugiesisch portugues',
  nl: 'dutch niederlandisch holandes nederlands',
});

function table<Value extends string>(words: Readonly<Record<Value, string>>): ReadonlyMap<string, Value> {
  return new Map(
    (Object.keys(words) as Value[]).flatMap((value) =>
      words[value]
        .trim()
        .split(/\s+/)
        .map((word) => [word, value] as const),
    ),
  );
}
