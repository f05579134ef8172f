import { createHash } from 'node:crypto';
import { pageScript, themeScript } from './client-page.ts';
import { embedJson } from './embed-json.ts';
import { byteLength, html, trusted } from './html.ts';
import { type CardList, intentCards } from './intent-card.ts';
import { type PackResult, packTickets } from './pack-tickets.ts';
import { pageBody } from './page-body.ts';
import { pageData } from './page-data.ts';
import { prepareReport, type ReportModel } from './prepare-report.ts';
import type { ReportData } from './report-data.ts';
import { styles } from './styles.ts';
import { formatCount } from './words.ts';

/** The largest page, in bytes: it must travel by mail and open at once. */
export const REPORT_BYTES = 1_950_000;
const SPARE_BYTES = 4_000;
/** What the page needs besides cards and tickets: tree, styles, script. */
const FRAME_BYTES = 250_000;
/** What a ticket should get: its numbers, its id and a line of text. */
const TICKET_BYTES = 64;
const FEWEST_CARD_BYTES = 350_000;
const MOST_CARD_BYTES = 900_000;

/**
 * One self-contained HTML page about tickets and their intents: no network, no font, no dependency.
 * The same data gives the same bytes. It can be read without a script; with it, search, filters and map work.
 */
export function renderReport(report: ReportData): string {
  const model = prepareReport(report);
  const cards = intentCards(model, cardBytes(report.tickets.length));
  const shell = byteLength(renderPage(model, cards, undefined));
  const packed = packTickets(model, Math.max(0, REPORT_BYTES - SPARE_BYTES - shell));
  return renderPage(model, cards, packed);
}

/** Many tickets leave less room for the cards, but never none. */
function cardBytes(tickets: number): number {
  const left = REPORT_BYTES - FRAME_BYTES - tickets * TICKET_BYTES;
  return Math.min(MOST_CARD_BYTES, Math.max(FEWEST_CARD_BYTES, left));
}

function renderPage(model: ReportModel, cards: CardList, packed: PackResult | undefined): string {
  const body = pageBody(model, cards, packed ? pageNotes(model, packed) : []);
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${trusted(contentSecurityPolicy([themeScript, pageScript]))}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="ticket-ai ${model.data.version}">
<title>${model.data.title}</title>
<style>${trusted(styles)}</style>
<script>${trusted(themeScript)}</script>
</head>
<body>
${body}
<script type="application/json" id="report-data">${trusted(embedJson(pageData(model, packed?.tickets)))}</script>
<script>${trusted(pageScript)}</script>
</body>
</html>
`.source;
}

/** Nothing may load and only these two scripts may run, whatever a ticket contains. */
function contentSecurityPolicy(scripts: readonly string[]): string {
  const hashes = scripts.map(
    (script) => `'sha256-${createHash('sha256').update(script, 'utf8').digest('base64')}'`,
  );
  return `default-src 'none'; script-src ${hashes.join(' ')}; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'`;
}

/** What was left out, said in the page itself. */
function pageNotes({ data }: ReportModel, { kept, cut }: PackResult): string[] {
  const total = data.tickets.length;
  const sampled = `Every count covers all ${formatCount(total)} tickets; search, lists and map hold an even sample of ${formatCount(kept)}, to keep this file below 2 MB.`;
  const shortened = `The texts of ${formatCount(cut)} tickets are shortened, to keep this file below 2 MB; search sees what is left of them.`;
  return [kept < total ? sampled : '', cut > 0 ? shortened : ''].filter((note) => note !== '');
}
