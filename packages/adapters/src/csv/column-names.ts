import type { ColumnRole } from '@ticket-ai/core';

/** Column names of help desks and spreadsheets in English, German and Spanish, compacted as by {@link compactName}; the likelier first. */
export const knownNames: Readonly<Record<ColumnRole, readonly string[]>> = {
  id: words(`ticketid externalid caseid casenumber caseno ticketnumber ticketno conversationid threadid issueid issuekey requestid id key
    ticket number reference referencenumber ref ticketnummer vorgangsnummer vorgangsid fallnummer anfragenummer vorgang nummer
    idticket iddelticket numerodeticket numeroticket numerodecaso numero`),
  subject: words('subject ticketsubject title summary headline betreff titel thema asunto titulo tema'),
  body: words(`body ticketbody messagebody messagetext message description ticketdescription text content question inquiry query complaint
    narrative details utterance comment comments nachricht beschreibung inhalt anfrage frage kommentar mensaje descripcion cuerpo texto
    contenido pregunta consulta comentario`),
  createdAt:
    words(`createdat created createdon createddate creationdate datecreated opened openedat opendate dateopened sentat receivedat
    timestamp datetime date time erstellt erstelltam erstelldatum eingegangenam eroffnetam datum fechadecreacion fechacreacion creado
    creadoel fecha`),
  resolvedAt:
    words(`resolvedat resolved resolvedon resolutiondate dateresolved solvedat closedat closed closedate dateclosed gelostam
    erledigtam geschlossenam resueltoel fechaderesolucion fecharesolucion fechadecierre fechacierre`),
  requester:
    words(`requester requesteremail requestername customer customeremail customername customerid reporter contact from sender email
    user kunde kundenemail kundenname absender cliente remitente solicitante correo correoelectronico`),
  status: words('status ticketstatus state zustand estado'),
  language: words('language lang locale sprache idioma lengua'),
  tags: words('tags tag keywords schlagworte stichworte etiquetas'),
  authorRole: words(
    'authorrole fromrole sendertype senderrole authortype messagerole role direction rolle rol',
  ),
};

/** The columns that say what a file holds; without any of them it cannot be read. */
export const textRoles = ['subject', 'body'] as const satisfies readonly ColumnRole[];

/** `Ticket-ID`, `ticket_id` and `TicketId` are the same name; accents do not matter. */
export function compactName(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

/** Columns whose name starts with `label` are gold labels for evaluation. */
export function isLabel(name: string): boolean {
  return compactName(name).startsWith('label');
}

/** The role a name stands for, and how likely (0 is best). */
export function findRole(name: string): { readonly role: ColumnRole; readonly rank: number } | undefined {
  return rolesByName.get(compactName(name));
}

const rolesByName = new Map(
  (Object.keys(knownNames) as ColumnRole[]).flatMap((role) =>
    knownNames[role].map((name, rank) => [name, { role, rank }] as const),
  ),
);

function words(list: string): readonly string[] {
  return list.trim().split(/\s+/);
}
