import { applyEveningEvent, type Told } from '@jemput/shared/bookings/apply-evening-event';
import type { Evening } from '@jemput/shared/bookings/evening';
import type { Act } from '@jemput/shared/bookings/evening-batch';
import { type EveningEvent, type EveningRefusal, eveningEventSchema } from '@jemput/shared/bookings/evening-events';
import type { EveningAnswer, EveningReceipt } from '@jemput/shared/bookings/evening-sheet';
import { ticketLabel } from '@jemput/shared/bookings/ticket';
import type { TicketEventKind } from '@jemput/shared/bookings/ticket-event';
import type { ticketEvents } from '../db/schema/bookings.ts';
import { refusalWords } from './refusal-words.ts';

type EventRow = typeof ticketEvents.$inferInsert;
/** What is known of an event that came before. */
export type SeenEvent = Pick<EventRow, 'id' | 'ticketId' | 'sessionId' | 'what'>;

export interface Batch {
  act: Act;
  /** Of all ids that the batch names. */
  seen: Map<string, SeenEvent>;
  /** Unix milliseconds of the office's clock. */
  now: number;
  actorId: string | null;
  /** Why nothing like this can be done at the session; null where it can. */
  refuse(event: EveningEvent, at: number): EveningRefusal | null;
}

export interface BatchOutcome extends Omit<EveningAnswer, 'sheet'> {
  /** What was done now, in order. */
  done: { event: EveningEvent; at: number; ticketId: string | null }[];
  rows: EventRow[];
  /** Some wait for an earlier one of their device. */
  waiting: boolean;
}

const REFUSED = 'refused:' as const;

/** Does a batch to the evening in place, event by event: what came before is answered as then, what came too early waits. */
export function tellBatch(evening: Evening, batch: Batch): BatchOutcome {
  const outcome: BatchOutcome = { receipts: [], refused: [], done: [], rows: [], waiting: false };
  for (const raw of batch.act.events) {
    const parsed = eveningEventSchema.safeParse(raw);
    if (parsed.success) tellOne(evening, parsed.data, batch, outcome);
    else refuseUnreadable(raw, batch, outcome);
  }
  return outcome;
}

/** A device's times are durations of its own clock, however wrong that is; what the office chooses is done now. */
function timeOf(event: EveningEvent, { act, now }: Batch): number {
  if (act.sentAt === undefined || event.kind === 'call_next' || event.kind === 'desk_opened') return now;
  return now - Math.max(0, act.sentAt - event.madeAt);
}

function tellOne(evening: Evening, event: EveningEvent, batch: Batch, outcome: BatchOutcome): void {
  const before = batch.seen.get(event.id);
  if (before) {
    repeat(evening, before, batch, outcome);
    return;
  }
  if (event.after && !batch.seen.has(event.after)) {
    outcome.waiting = true;
    return;
  }
  const at = timeOf(event, batch);
  const insteadOf = event.kind === 'called' ? event.insteadOf : undefined;
  const chosen = insteadOf === undefined ? null : (batch.seen.get(insteadOf)?.ticketId ?? null);
  if (insteadOf !== undefined && !batch.seen.has(insteadOf)) note(batch, outcome, { id: insteadOf, what: 'void' }, at);
  const refusal = batch.refuse(event, at);
  const { deviceId } = batch.act;
  const told: Told = refusal ? { ok: false, refusal } : applyEveningEvent(evening, event, { deviceId, at, chosen });
  const desk = evening.desks.find((other) => other.deviceId === deviceId)?.letter ?? null;
  const ticketId = told.ok ? told.ticketId : ticketNamedBy(event);
  const what = told.ok ? whatOf(event, ticketId) : (`${REFUSED}${told.refusal}` as const);
  note(batch, outcome, { id: event.id, what, ticketId, desk, reason: reasonOf(event) }, at);
  if (!told.ok) {
    outcome.refused.push({ id: event.id, refusal: told.refusal, message: refusalWords[told.refusal] });
    return;
  }
  for (const also of told.also) note(batch, outcome, { id: `${event.id}:${also.ticketId}`, desk, ...also }, at);
  outcome.done.push({ event, at, ticketId });
  outcome.receipts.push(receiptOf(evening, event.id, ticketId, false));
}

function repeat(evening: Evening, before: SeenEvent, { act }: Batch, outcome: BatchOutcome): void {
  const elsewhere = before.sessionId !== act.sessionId;
  if (!elsewhere && !before.what.startsWith(REFUSED)) {
    outcome.receipts.push(receiptOf(evening, before.id, before.ticketId || null, true));
    return;
  }
  const refusal = elsewhere ? 'malformed' : (before.what.slice(REFUSED.length) as EveningRefusal);
  outcome.refused.push({ id: before.id, refusal, message: refusalWords[refusal] });
}

/** Kept where it has an id, so that what comes after it on its device does not wait for it. */
function refuseUnreadable(raw: unknown, batch: Batch, outcome: BatchOutcome): void {
  const id = raw && typeof raw === 'object' && 'id' in raw ? String(raw.id).slice(0, 36) : '';
  const isNew = /^[0-9a-f-]{36}$/i.test(id) && !batch.seen.has(id);
  if (isNew) note(batch, outcome, { id, what: `${REFUSED}malformed` }, batch.now);
  outcome.refused.push({ id, refusal: 'malformed', message: refusalWords.malformed });
}

interface Noted {
  id: string;
  what: TicketEventKind;
  ticketId?: string | null;
  desk?: string | null;
  reason?: string | null;
}

function note({ act, now, actorId, seen }: Batch, { rows }: BatchOutcome, noted: Noted, at: number): void {
  const { id, what, ticketId, desk = null, reason = null } = noted;
  const row = { id, what, ticketId: ticketId ?? '', sessionId: act.sessionId, desk, reason };
  rows.push({ ...row, actorId, madeAt: at, receivedAt: now });
  seen.set(id, row);
}

function whatOf({ kind }: EveningEvent, ticketId: string | null): TicketEventKind {
  if (kind !== 'call_next') return kind;
  return ticketId === null ? 'nobody' : 'called';
}

function ticketNamedBy(event: EveningEvent): string | null {
  return 'ticketId' in event ? event.ticketId : null;
}

function reasonOf(event: EveningEvent): string | null {
  if (event.kind === 'skipped') return event.reason;
  if (event.kind === 'walk_in') return event.although ?? `${event.people}`;
  return event.kind === 'taken_over' ? event.desk : null;
}

function receiptOf(evening: Evening, id: string, ticketId: string | null, duplicate: boolean): EveningReceipt {
  const ticket = evening.tickets.find((one) => one.id === ticketId);
  return { id, ticketId, label: ticket ? ticketLabel(ticket) : null, duplicate };
}
