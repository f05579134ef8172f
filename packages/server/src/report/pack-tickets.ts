import { embedJson, packBytes, packWords } from './embed-json.ts';
import { byteLength, shorten } from './html.ts';
import type { ReportModel } from './prepare-report.ts';
import type { ReportTicket } from './report-data.ts';

/** The tickets as columns: what search, lists and the map of the page read. */
export interface PackedTickets {
  readonly idPrefix: string;
  readonly ids: readonly string[];
  readonly texts: readonly string[];
  readonly decisions: readonly string[];
  /** 16-bit words, base64: row; days after `firstDay` plus one (0: no date). */
  readonly row: string;
  readonly day: string;
  /** 16-bit words: place on the map, 65535 for none; absent without a map. */
  readonly x?: string;
  readonly y?: string;
  /** Bytes: confidence in per cent; index into `decisions`. */
  readonly confidence: string;
  readonly decision: string;
}

export interface PackResult {
  readonly tickets: PackedTickets;
  /** Tickets in the page; fewer than all when even their ids would not fit. */
  readonly kept: number;
  /** Tickets whose text was cut. */
  readonly cut: number;
}

const LONGEST_TEXT = 480;
const NUMBERS = 14;
const SHORTEST_TEXT = 28;
const NOWHERE = 65_535;

/** Fits the tickets into a number of bytes: texts are shortened first, then tickets are left out evenly. */
export function packTickets(model: ReportModel, budget: number): PackResult {
  const chosen = chooseTickets(model, budget);
  const tickets = chosen.map((index) => model.data.tickets[index]).filter((ticket) => ticket !== undefined);
  const { prefix, ids } = stripPrefix(tickets.map((ticket) => ticket.id.toWellFormed()));
  const idBytes = byteLength(embedJson(ids)) + byteLength(prefix);
  const lines = tickets.map(ticketLine);
  const texts = fitTexts(lines, budget - idBytes - tickets.length * NUMBERS);
  const decisions = [...new Set(tickets.map((ticket) => ticket.decision))].slice(0, 255);
  const firstDay = model.bins?.first ?? 0;
  const hasMap = model.data.map !== undefined && tickets.some((ticket) => isPlaced(ticket));
  const place = (value: number | undefined) =>
    value === undefined || !Number.isFinite(value)
      ? NOWHERE
      : Math.round(Math.min(1, Math.max(0, value)) * (NOWHERE - 1));
  return {
    kept: tickets.length,
    cut: texts.filter((text, index) => text !== lines[index]).length,
    tickets: {
      idPrefix: prefix,
      ids,
      texts,
      decisions,
      row: packWords(chosen.map((index) => model.rows[index] ?? 0)),
      day: packWords(
        chosen.map((index) => ((model.days[index] ?? -1) < 0 ? 0 : (model.days[index] ?? 0) - firstDay + 1)),
      ),
      confidence: packBytes(
        tickets.map((ticket) => Math.round(100 * Math.min(1, Math.max(0, ticket.confidence || 0)))),
      ),
      decision: packBytes(tickets.map((ticket) => decisions.indexOf(ticket.decision))),
      ...(hasMap && {
        x: packWords(tickets.map((ticket) => place(ticket.x))),
        y: packWords(tickets.map((ticket) => place(ticket.y))),
      }),
    },
  };
}

export function isPlaced(ticket: ReportTicket): boolean {
  return Number.isFinite(ticket.x) && Number.isFinite(ticket.y);
}

/** Subject and text as one line, without saying the subject twice. */
export function ticketLine({ subject, text }: ReportTicket): string {
  const head = shorten(subject, LONGEST_TEXT);
  const body = shorten(text, LONGEST_TEXT);
  if (head === '' || body.startsWith(head)) return body;
  return body === '' ? head : shorten(`${head} — ${body}`, LONGEST_TEXT);
}

/** All tickets, or an even sample in which every intent keeps its share. */
function chooseTickets(model: ReportModel, budget: number): number[] {
  const { tickets } = model.data;
  const all = tickets.map((_, index) => index);
  const idBytes = tickets.reduce((sum, ticket) => sum + Math.min(byteLength(ticket.id), 60) + 4, 0);
  const each = NUMBERS + SHORTEST_TEXT + idBytes / Math.max(1, tickets.length);
  const room = Math.max(0, Math.floor(budget / each));
  if (tickets.length <= room) return all;
  const byRow = all.sort((a, b) => (model.rows[a] ?? 0) - (model.rows[b] ?? 0) || a - b);
  return Array.from(
    { length: room },
    (_, place) => byRow[Math.floor((place * tickets.length) / room)] ?? 0,
  ).sort((a, b) => a - b);
}

function stripPrefix(ids: readonly string[]): { prefix: string; ids: string[] } {
  let prefix = ids.length > 1 ? (ids[0] ?? '') : '';
  for (const id of ids) while (!id.startsWith(prefix)) prefix = prefix.slice(0, -1);
  const whole = prefix.isWellFormed() ? prefix : prefix.slice(0, -1);
  return { prefix: whole, ids: ids.map((id) => id.slice(whole.length)) };
}

/** Cuts the longest texts to one common size, the largest that fits. */
function fitTexts(lines: readonly string[], budget: number): string[] {
  const sizes = lines.map((line) => byteLength(embedJson(line)) + 1);
  const fits = (cap: number) => sizes.reduce((sum, size) => sum + Math.min(size, cap), 0) <= budget;
  let low = 0;
  let high = sizes.reduce((most, size) => Math.max(most, size), 4);
  if (fits(high)) return [...lines];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (fits(middle)) low = middle;
    else high = middle;
  }
  return lines.map((line, index) => cutToBytes(line, sizes[index] ?? 0, low));
}

function cutToBytes(line: string, size: number, cap: number): string {
  if (size <= cap) return line;
  let limit = Math.floor((line.length * (cap - 4)) / size);
  while (limit > 1) {
    const head = line.slice(0, limit);
    const text = `${head.isWellFormed() ? head : head.slice(0, -1)}…`;
    if (byteLength(embedJson(text)) + 1 <= cap) return text;
    limit = Math.floor(limit * 0.95);
  }
  return '';
}
