import { isOpen, keptForAnother, letGo } from './desk-lease.ts';
import type { Evening, EveningDesk, EveningTicket } from './evening.ts';
import type { EveningEvent, EveningRefusal } from './evening-events.ts';
import { callable, reentryPlace } from './line-order.ts';
import { type TicketSeries, type TicketState, ticketSeries } from './ticket.ts';
import type { ToldTicketEvent } from './ticket-event.ts';

/** Who tells, when by the office's clock, and of a `call_next` that was never answered whom the office had chosen. */
export interface Telling {
  deviceId: string;
  /** Unix milliseconds. */
  at: number;
  chosen?: string | null;
}

/** `also` are tickets that it changed besides, and what became of them. */
export type Told =
  | { ok: true; ticketId: string | null; also: { ticketId: string; what: ToldTicketEvent }[] }
  | { ok: false; refusal: EveningRefusal };

type On<K extends EveningEvent['kind']> = Extract<EveningEvent, { kind: K }>;

const SERIES_OF_HOME = 'A';
/** What has been called before may turn out to have been called elsewhere all the same. */
const callableLater: readonly TicketState[] = ['held', 'skipped', 'parked', 'absent', 'left_unserved', 'cancelled'];
const cameBack: readonly TicketState[] = ['skipped', 'parked', 'absent'];

const refuse = (refusal: EveningRefusal): Told => ({ ok: false, refusal });
const done = (ticketId: string | null, also: { ticketId: string; what: ToldTicketEvent }[] = []): Told => {
  return { ok: true, ticketId, also };
};

/**
 * What a desk tells of the evening, done to it in place; the office and the phones do the same. Whether the event is new is the caller's
 * to know. Nothing is changed where it is refused.
 */
export function applyEveningEvent(evening: Evening, event: EveningEvent, telling: Telling): Told {
  if (event.kind === 'desk_opened') return openDesk(evening, telling);
  const desk = evening.desks.find(({ deviceId }) => deviceId === telling.deviceId);
  if (event.kind === 'evening_closed') return closeEvening(evening, desk, telling.at);
  if (event.kind === 'taken_over') return takeOver(evening, event.desk, telling.at);
  if (event.kind === 'arrived') return arrive(evening, event, telling.at);
  if (!desk) return refuse('no_desk');
  if (event.kind === 'desk_closed') return closeDesk(evening, desk, telling.at);
  if (event.kind === 'called') return called(evening, desk, event, telling);
  if (event.kind === 'call_next') return callNext(evening, desk, telling.at);
  if (event.kind === 'walk_in') return giveNumber(evening, desk, event, telling.at);
  return endCall(evening, desk, event, telling.at);
}

function openDesk(evening: Evening, { deviceId, at }: Telling): Told {
  if (evening.closedAt !== null) return refuse('evening_over');
  const own = evening.desks.find((desk) => desk.deviceId === deviceId);
  if (own) {
    own.closedAt = null;
    own.seenAt = at;
    return done(null);
  }
  const taken = new Set<TicketSeries>([SERIES_OF_HOME, ...evening.desks.map(({ letter }) => letter)]);
  const letter = ticketSeries.find((series) => !taken.has(series));
  if (!letter) return refuse('no_desk_left');
  evening.desks.push({ letter, deviceId, openedAt: at, seenAt: at, closedAt: null, leases: [] });
  return done(null);
}

function callNext(evening: Evening, desk: EveningDesk, at: number): Told {
  if (evening.closedAt !== null) return refuse('evening_over');
  if (!isOpen(desk)) return refuse('no_desk');
  const also = finishCall(evening, desk, at);
  const next = callable(evening.tickets, at).find(({ id }) => keptForAnother(evening.desks, desk.letter, id) === null);
  if (next) markCalled(next, desk, at);
  return done(next?.id ?? null, also);
}

function called(evening: Evening, desk: EveningDesk, event: On<'called'>, { at, chosen }: Telling): Told {
  const ticket = ticketOf(evening, event.ticketId);
  if (!ticket) return refuse('unknown_ticket');
  const own = ticket.state === 'called' && ticket.desk === desk.letter;
  if (!own && ticket.state === 'called') return refuse('called_elsewhere');
  if (!own && !callableLater.includes(ticket.state)) return refuse('ended');
  if (keptForAnother(evening.desks, desk.letter, ticket.id) !== null) return refuse('not_yours');
  const neverCalled = chosen && chosen !== ticket.id ? ticketOf(evening, chosen) : undefined;
  const also = neverCalled ? putBack(neverCalled, desk) : [];
  if (own) return done(ticket.id, also);
  also.push(...finishCall(evening, desk, at));
  markCalled(ticket, desk, at);
  return done(ticket.id, also);
}

function endCall(
  evening: Evening,
  desk: EveningDesk,
  event: On<'recalled' | 'skipped' | 'parked' | 'served'>,
  at: number,
): Told {
  const ticket = ticketOf(evening, event.ticketId);
  if (!ticket) return refuse('unknown_ticket');
  if (ticket.state === 'served' && ticket.desk === desk.letter) return endedBefore(evening, ticket, event, at);
  if (event.kind === 'parked' && ticket.state === 'held') {
    if (keptForAnother(evening.desks, desk.letter, ticket.id) !== null) return refuse('not_yours');
  } else if (ticket.state !== 'called') return refuse('not_called');
  else if (ticket.desk !== desk.letter) return refuse('called_elsewhere');
  if (event.kind === 'recalled') markCalled(ticket, desk, at);
  else if (event.kind === 'served') {
    ticket.people = event.people ?? ticket.people;
    markServed(ticket, at);
  } else setAside(evening, ticket, event, at);
  return done(ticket.id);
}

/** By asking for the next it ended the call, and tells only now what became of whom it had called. */
function endedBefore(
  evening: Evening,
  ticket: EveningTicket,
  event: On<'recalled' | 'skipped' | 'parked' | 'served'>,
  at: number,
): Told {
  if (event.kind === 'served') ticket.people = event.people ?? ticket.people;
  if (event.kind === 'recalled' || event.kind === 'served') return done(ticket.id);
  if (isAfter(at, evening.closedAt)) return refuse('evening_over');
  ticket.endedAt = null;
  setAside(evening, ticket, event, at);
  return done(ticket.id);
}

/** Who was seen since, by another desk, is in line again at once: so it comes out the same whichever desk is heard first. */
function setAside(evening: Evening, ticket: EveningTicket, event: On<'skipped' | 'parked'>, at: number): void {
  const reason = event.kind === 'skipped' ? event.reason : 'asked_to_wait';
  const since = reason === 'not_here' ? (ticket.calledAt ?? at) : at;
  ticket.state = event.kind;
  ticket.skipReason = reason;
  ticket.asideAt = at;
  if (ticket.arrivedAt !== null && ticket.arrivedAt > since) comeBack(evening, ticket, ticket.arrivedAt);
}

function arrive(evening: Evening, event: On<'arrived'>, at: number): Told {
  const ticket = ticketOf(evening, event.ticketId);
  if (!ticket) return refuse('unknown_ticket');
  const back = cameBack.includes(ticket.state);
  if (!back && !['held', 'called', 'served'].includes(ticket.state)) return refuse('ended');
  if (isAfter(at, evening.closedAt)) return refuse('evening_over');
  if (ticket.state === 'held' && ticket.arrivedAt === null) ticket.placeAt = Math.max(ticket.placeAt, at);
  if (ticket.state !== 'served') ticket.arrivedAt = Math.max(ticket.arrivedAt ?? at, at);
  const since = ticket.skipReason === 'not_here' ? ticket.calledAt : ticket.asideAt;
  if (back && at >= (since ?? 0)) comeBack(evening, ticket, at, event.placeAt);
  return done(ticket.id);
}

function comeBack(evening: Evening, ticket: EveningTicket, at: number, placeAt?: number): void {
  const place = placeAt ?? reentryPlace(ticket, evening.tickets, evening.rule, at);
  ticket.placeAt = Math.max(ticket.placeAt, place);
  ticket.state = 'held';
  ticket.skipReason = null;
  ticket.endedAt = null;
}

function giveNumber(evening: Evening, desk: EveningDesk, event: On<'walk_in'>, at: number): Told {
  if (isAfter(at, evening.closedAt)) return refuse('evening_over');
  if (isAfter(at, evening.fullSince) && !event.although) return refuse('no_more_servable');
  const ofDesk = evening.tickets.filter(({ series }) => series === desk.letter);
  const number = event.number ?? Math.max(0, ...ofDesk.map((ticket) => ticket.number)) + 1;
  if (ofDesk.some((ticket) => ticket.number === number) || ticketOf(evening, event.ticketId)) {
    return refuse('number_taken');
  }
  evening.tickets.push({
    id: event.ticketId,
    series: desk.letter,
    number,
    people: event.people,
    origin: 'walk_in',
    state: 'held',
    placeAt: at,
    arrivedAt: at,
    calledAt: null,
    calls: 0,
    desk: null,
    asideAt: null,
    endedAt: null,
    skipReason: null,
  });
  // Until the desk holds a newer share it may call, without network, whom it has just given a number.
  desk.leases.at(-1)?.ticketIds.push(event.ticketId);
  return done(event.ticketId);
}

function closeDesk(evening: Evening, desk: EveningDesk, at: number): Told {
  const also = finishCall(evening, desk, at);
  desk.closedAt ??= at;
  letGo(desk);
  return done(null, also);
}

/** Whom it had called and not ended is in line again, at the place it had. */
function takeOver(evening: Evening, letter: TicketSeries, at: number): Told {
  const desk = evening.desks.find((other) => other.letter === letter);
  if (!desk) return refuse('no_desk');
  const calling = evening.tickets.filter((ticket) => ticket.state === 'called' && ticket.desk === letter);
  const also = calling.flatMap((ticket) => putBack(ticket, desk));
  desk.closedAt ??= at;
  letGo(desk);
  return done(null, also);
}

function closeEvening(evening: Evening, own: EveningDesk | undefined, at: number): Told {
  if (evening.closedAt !== null) return refuse('evening_over');
  if (evening.desks.some((desk) => desk !== own && isOpen(desk))) return refuse('desks_open');
  const also = own && isOpen(own) ? finishCall(evening, own, at) : [];
  if (own) {
    own.closedAt ??= at;
    letGo(own);
  }
  evening.closedAt = at;
  return done(null, [...also, ...endWaiting(evening.tickets, at)]);
}

/** Who still waits when it is over was absent, or came and was not served; who is at a desk is served. */
export function endWaiting(
  tickets: readonly EveningTicket[],
  at: number,
): { ticketId: string; what: ToldTicketEvent }[] {
  const waiting = tickets.filter(({ state }) => ['held', 'called', 'parked', 'skipped'].includes(state));
  return waiting.map((ticket) => {
    if (ticket.state === 'called') {
      markServed(ticket, at);
      return { ticketId: ticket.id, what: 'served' };
    }
    const absent = ticket.arrivedAt === null && (ticket.skipReason ?? 'not_here') === 'not_here';
    ticket.state = absent ? 'absent' : 'left_unserved';
    ticket.endedAt = at;
    return { ticketId: ticket.id, what: ticket.state };
  });
}

function finishCall(
  evening: Evening,
  { letter }: EveningDesk,
  at: number,
): { ticketId: string; what: ToldTicketEvent }[] {
  const calling = evening.tickets.filter(({ state, desk }) => state === 'called' && desk === letter);
  return calling.map((ticket) => {
    markServed(ticket, at);
    return { ticketId: ticket.id, what: 'served' };
  });
}

function markCalled(ticket: EveningTicket, { letter }: EveningDesk, at: number): void {
  ticket.state = 'called';
  ticket.desk = letter;
  ticket.calledAt = at;
  ticket.calls += 1;
  ticket.endedAt = null;
  ticket.skipReason = null;
}

function markServed(ticket: EveningTicket, at: number): void {
  ticket.state = 'served';
  ticket.arrivedAt ??= ticket.calledAt;
  ticket.endedAt = at;
}

function putBack(ticket: EveningTicket, { letter }: EveningDesk): { ticketId: string; what: ToldTicketEvent }[] {
  if (ticket.state !== 'called' || ticket.desk !== letter) return [];
  ticket.state = 'held';
  ticket.desk = null;
  ticket.calls = Math.max(0, ticket.calls - 1);
  if (ticket.calls === 0) ticket.calledAt = null;
  return [{ ticketId: ticket.id, what: 'put_back' }];
}

/** What was promised without network before is kept. */
function isAfter(at: number, since: number | null): boolean {
  return since !== null && at >= since;
}

function ticketOf(evening: Evening, id: string): EveningTicket | undefined {
  return evening.tickets.find((ticket) => ticket.id === id);
}
