import type { EveningEvent } from '@jemput/shared/bookings/evening-events';
import type { EveningSheet, SheetTicket } from '@jemput/shared/bookings/evening-sheet';
import { byPlace, callable, reentryPlace } from '@jemput/shared/bookings/line-order';
import { ticketLabel } from '@jemput/shared/bookings/ticket';

const KEPT_ENDED = 5;

/**
 * The office's sheet and, on top of it, what this desk has told and the office has not answered yet, in the order in which it was told.
 * Pure: the same sheet and events give the same evening on every reload.
 */
export function asTold(sheet: EveningSheet, waiting: readonly EveningEvent[]): EveningSheet {
  return waiting.reduce(after, sheet);
}

function after(sheet: EveningSheet, event: EveningEvent): EveningSheet {
  switch (event.kind) {
    case 'called':
      return call(finishCalled(sheet, event.madeAt), event.ticketId, event.madeAt);
    case 'recalled':
      return change(sheet, event.ticketId, (ticket) => ({ calls: ticket.calls + 1, calledAt: event.madeAt }));
    case 'skipped':
      return putAside(sheet, event.ticketId, { state: 'skipped', skipReason: event.reason });
    case 'parked':
      return putAside(sheet, event.ticketId, { state: 'parked' });
    case 'arrived':
      return arrive(sheet, event.ticketId, event.madeAt, event.placeAt);
    case 'walk_in':
      return comeIn(sheet, event);
    case 'served':
      return finish(sheet, event.ticketId, event.madeAt, event.people);
    default:
      return sheet;
  }
}

function change(sheet: EveningSheet, id: string, news: (ticket: SheetTicket) => Partial<SheetTicket>): EveningSheet {
  const line = sheet.line.map((ticket) => (ticket.id === id ? { ...ticket, ...news(ticket) } : ticket));
  return { ...sheet, line: line.sort(byPlace) };
}

function ticketOf(sheet: EveningSheet, id: string): SheetTicket | undefined {
  return sheet.line.find((ticket) => ticket.id === id);
}

/** Whoever presses next has served whom the desk called before. */
function finishCalled(sheet: EveningSheet, at: number): EveningSheet {
  const before = sheet.mine?.calling;
  return before ? finish(sheet, before, at) : sheet;
}

function finish(sheet: EveningSheet, id: string, at: number, people?: number): EveningSheet {
  const ticket = ticketOf(sheet, id);
  if (!ticket) return sheet;
  const done: SheetTicket = { ...ticket, state: 'served', endedAt: at, people: people ?? ticket.people };
  const { counts } = sheet;
  return {
    ...withoutCall(sheet, id),
    line: sheet.line.filter((other) => other.id !== id),
    ended: [done, ...sheet.ended].slice(0, KEPT_ENDED),
    counts: { ...counts, served: counts.served + done.people, waiting: counts.waiting - ticket.people },
  };
}

function withoutCall(sheet: EveningSheet, id: string): EveningSheet {
  const { mine } = sheet;
  const leased = mine?.leased.filter((other) => other !== id) ?? [];
  return {
    ...sheet,
    mine: mine && { ...mine, leased, calling: mine.calling === id ? null : mine.calling },
    next: sheet.next.filter((other) => other !== id),
  };
}

function call(sheet: EveningSheet, id: string, at: number): EveningSheet {
  const { mine } = sheet;
  if (!mine) return sheet;
  const taken = withoutCall(sheet, id);
  const called = change(taken, id, (ticket) => {
    return { state: 'called', desk: mine.letter, calls: ticket.calls + 1, calledAt: at };
  });
  return { ...called, mine: taken.mine && { ...taken.mine, calling: id } };
}

function putAside(sheet: EveningSheet, id: string, news: Partial<SheetTicket>): EveningSheet {
  const people = ticketOf(sheet, id)?.people ?? 0;
  const aside = change(withoutCall(sheet, id), id, () => news);
  const { counts } = sheet;
  const more = news.state === 'skipped' ? { skipped: counts.skipped + people } : { parked: counts.parked + people };
  return { ...aside, counts: { ...counts, ...more } };
}

/** Who stood aside comes in again by the public rule, and may be called by the desk that called it. */
function arrive(sheet: EveningSheet, id: string, at: number, placeAt?: number): EveningSheet {
  const ticket = ticketOf(sheet, id);
  if (!ticket) return sheet;
  const { counts, mine } = sheet;
  const here = ticket.arrivedAt === null ? ticket.people : 0;
  const counted = { ...sheet, counts: { ...counts, here: counts.here + here } };
  if (ticket.state === 'held') {
    return change(counted, id, () => ({ arrivedAt: at }));
  }
  const back = change(counted, id, () => ({
    state: 'held',
    arrivedAt: at,
    placeAt: placeAt ?? reentryPlace(ticket, sheet.line, sheet.rule, at),
  }));
  const own = mine !== null && ticket.desk === mine.letter;
  return own ? { ...back, mine: { ...mine, leased: [...mine.leased, id] } } : back;
}

function comeIn(sheet: EveningSheet, event: EveningEvent & { kind: 'walk_in' }): EveningSheet {
  const { mine, counts } = sheet;
  if (!mine || ticketOf(sheet, event.ticketId)) return sheet;
  const number = event.number ?? mine.lastNumber + 1;
  const came: SheetTicket = {
    id: event.ticketId,
    series: mine.letter,
    number,
    label: ticketLabel({ series: mine.letter, number }),
    people: event.people,
    name: event.name ?? null,
    origin: 'walk_in',
    state: 'held',
    placeAt: event.madeAt,
    arrivedAt: event.madeAt,
    calledAt: null,
    calls: 0,
    desk: null,
    endedAt: null,
    skipReason: null,
  };
  return {
    ...sheet,
    mine: { ...mine, lastNumber: Math.max(mine.lastNumber, number), leased: [...mine.leased, came.id] },
    line: [...sheet.line, came].sort(byPlace),
    counts: {
      ...counts,
      waiting: counts.waiting + came.people,
      here: counts.here + came.people,
      walkIns: counts.walkIns + came.people,
    },
  };
}

/** Whom this desk may call without asking the office: the first of its own share that is due or here. */
export function ownNext(sheet: EveningSheet, now: number): SheetTicket | undefined {
  const mayCall = new Set(sheet.mine?.leased ?? []);
  const first = callable(sheet.line, now).find(({ id }) => mayCall.has(id));
  return first && ticketOf(sheet, first.id);
}
