import { applyEveningEvent } from './apply-evening-event.ts';
import type { Evening } from './evening.ts';
import type { EveningEvent } from './evening-events.ts';
import type { EveningSheet, SheetTicket } from './evening-sheet.ts';
import { callable, inOrder } from './line-order.ts';
import { ticketLabel } from './ticket.ts';

/** What a phone has told and not heard of: with its events done to the newest sheet it goes on as if the office had answered. */
export interface Pending {
  deviceId: string;
  /** In order; those that the office has received are no more among them. */
  events: readonly { event: EveningEvent /** Unix milliseconds of the office's clock. */; at: number }[];
}

/** The sheet as it is once the office has received what the phone has told since. `call_next` waits for the office's answer. */
export function sheetWith(sheet: EveningSheet, { deviceId, events }: Pending, now: number): EveningSheet {
  if (events.length === 0) return sheet;
  const evening = eveningOf(sheet, deviceId);
  for (const { event, at } of events) {
    if (event.kind !== 'call_next') applyEveningEvent(evening, event, { deviceId, at });
  }
  return sheetOf(sheet, evening, events, now);
}

/**
 * Whom a desk without network calls next: of its own share, and of those whom it has itself given a number since.
 *
 * @param sheet with what is pending (`sheetWith`)
 */
export function nextAlone(sheet: EveningSheet, { events }: Pending, now: number): SheetTicket | undefined {
  const own = new Set(sheet.mine?.leased);
  for (const { event } of events) if (event.kind === 'walk_in') own.add(event.ticketId);
  return callable(sheet.line, now).find(({ id }) => own.has(id));
}

function eveningOf(sheet: EveningSheet, deviceId: string): Evening {
  const { mine } = sheet;
  const closed = sheet.desks.find(({ letter }) => letter === mine?.letter)?.closedAt ?? null;
  const desk = mine && {
    letter: mine.letter,
    deviceId,
    openedAt: sheet.asOf,
    seenAt: sheet.asOf,
    closedAt: closed,
    leases: [{ no: mine.leaseNo, sentAt: sheet.asOf, ticketIds: [...mine.leased] }],
  };
  return {
    tickets: [...sheet.line, ...sheet.ended].map((ticket) => ({ ...ticket })),
    desks: desk ? [desk] : [],
    rule: sheet.rule,
    fullSince: sheet.fullSince === null ? null : sheet.asOf,
    closedAt: sheet.closedFor === 'evening_over' ? sheet.asOf : null,
  };
}

function sheetOf(before: EveningSheet, evening: Evening, events: Pending['events'], now: number): EveningSheet {
  const known = new Map([...before.line, ...before.ended].map((ticket) => [ticket.id, ticket]));
  const names = new Map(
    events.flatMap(({ event }) => (event.kind === 'walk_in' ? [[event.ticketId, event.name]] : [])),
  );
  const tickets: SheetTicket[] = evening.tickets.map((ticket) => ({
    ...ticket,
    label: ticketLabel(ticket),
    name: known.get(ticket.id)?.name ?? names.get(ticket.id) ?? null,
  }));
  const ended = tickets.filter(({ endedAt }) => endedAt !== null);
  const letter = evening.desks[0]?.letter ?? before.mine?.letter;
  const servedNow = ended.filter(({ id, state }) => state === 'served' && known.get(id)?.state !== 'served');
  return {
    ...before,
    line: inOrder(tickets),
    ended: ended.sort((a, b) => (b.endedAt ?? 0) - (a.endedAt ?? 0)).slice(0, 5),
    next: callable(evening.tickets, now).map(({ id }) => id),
    counts: countsWith(before, tickets, servedNow),
    mine: before.mine && {
      ...before.mine,
      calling: tickets.find(({ state, desk }) => state === 'called' && desk === letter)?.id ?? null,
      lastNumber: Math.max(before.mine.lastNumber, ...tickets.filter((t) => t.series === letter).map((t) => t.number)),
    },
  };
}

function countsWith(
  { counts, line }: EveningSheet,
  tickets: readonly SheetTicket[],
  servedNow: readonly SheetTicket[],
): EveningSheet['counts'] {
  const people = (of: readonly { people: number }[]) => of.reduce((sum, ticket) => sum + ticket.people, 0);
  const inState = (state: string) => people(tickets.filter((ticket) => ticket.state === state));
  const held = tickets.filter(({ state }) => state === 'held');
  const before = new Set(line.map(({ id }) => id));
  const given = tickets.filter(
    ({ id, origin, endedAt }) => origin === 'walk_in' && endedAt === null && !before.has(id),
  );
  return {
    ...counts,
    served: counts.served + people(servedNow),
    waiting: people(held),
    here: people(held.filter(({ arrivedAt }) => arrivedAt !== null)),
    parked: inState('parked'),
    skipped: inState('skipped'),
    walkIns: counts.walkIns + people(given),
  };
}
