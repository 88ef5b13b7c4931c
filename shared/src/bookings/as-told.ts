import { applyEveningEvent } from './apply-evening-event.ts';
import type { Evening } from './evening.ts';
import type { EveningEvent } from './evening-events.ts';
import type { EveningSheet, SheetTicket } from './evening-sheet.ts';
import { callable, inOrder } from './line-order.ts';
import { endedStates, ticketLabel } from './ticket.ts';

/** The office alone chooses whom, and opens and closes desks and the evening. */
const forTheOffice: readonly EveningEvent['kind'][] = [
  'call_next',
  'desk_opened',
  'desk_closed',
  'taken_over',
  'evening_closed',
];
const ENDED_SHOWN = 5;
/** Whoever asks for a desk's sheet is that desk. */
const OWN = 'own';

/**
 * The office's sheet and, on top of it, what this desk has told and the office has not answered yet, in the order in which it was told:
 * the evening as the office will have it. What only the office can do changes nothing until it is answered.
 *
 * @param waiting with `madeAt` by the office's clock
 */
export function asTold(sheet: EveningSheet, waiting: readonly EveningEvent[]): EveningSheet {
  if (waiting.length === 0) return sheet;
  const evening = eveningOf(sheet);
  for (const event of waiting) {
    if (!forTheOffice.includes(event.kind)) applyEveningEvent(evening, event, { deviceId: OWN, at: event.madeAt });
  }
  return sheetOf(sheet, evening, waiting);
}

/**
 * Whom this desk may call without asking the office: the first of its own share who is due or here.
 *
 * @param sheet of `asTold`
 */
export function ownNext(sheet: EveningSheet, now: number): SheetTicket | undefined {
  const own = new Set(sheet.mine?.leased);
  return callable(sheet.line, now).find(({ id }) => own.has(id));
}

function eveningOf(sheet: EveningSheet): Evening {
  const { mine, asOf } = sheet;
  const lease = mine && { no: mine.leaseNo, sentAt: asOf, ticketIds: [...mine.leased] };
  const own = { deviceId: OWN, openedAt: asOf, seenAt: asOf, closedAt: null };
  return {
    tickets: [...sheet.line, ...sheet.ended].map((ticket) => ({ ...ticket })),
    desks: mine && lease ? [{ ...own, letter: mine.letter, leases: [lease] }] : [],
    rule: sheet.rule,
    fullSince: sheet.fullSince === null ? null : asOf,
    closedAt: sheet.closedFor === 'evening_over' ? asOf : null,
  };
}

function sheetOf(before: EveningSheet, evening: Evening, waiting: readonly EveningEvent[]): EveningSheet {
  const known = new Map([...before.line, ...before.ended].map((ticket) => [ticket.id, ticket]));
  const given = new Map(waiting.flatMap((event) => (event.kind === 'walk_in' ? [[event.ticketId, event.name]] : [])));
  const tickets = evening.tickets.map((ticket): SheetTicket => {
    const { name = null, keptFor = null } = known.get(ticket.id) ?? {};
    return { ...ticket, label: ticketLabel(ticket), name: name ?? given.get(ticket.id) ?? null, keptFor };
  });
  const ended = tickets.filter(({ state }) => endedStates.includes(state));
  const now = Math.max(before.asOf, ...waiting.map(({ madeAt }) => madeAt));
  return {
    ...before,
    line: inOrder(tickets),
    ended: ended.sort((a, b) => (b.endedAt ?? 0) - (a.endedAt ?? 0)).slice(0, ENDED_SHOWN),
    next: callable(tickets, now).flatMap(({ id, keptFor }) => (keptFor === null ? [id] : [])),
    counts: countsWith(before, tickets),
    mine: mineWith(before, tickets, [...given.keys()]),
  };
}

function mineWith({ mine }: EveningSheet, tickets: readonly SheetTicket[], given: readonly string[]) {
  if (!mine) return null;
  const own = tickets.filter(({ series }) => series === mine.letter).map(({ number }) => number);
  const calling = tickets.find(({ state, desk }) => state === 'called' && desk === mine.letter);
  return {
    ...mine,
    calling: calling?.id ?? null,
    lastNumber: Math.max(mine.lastNumber, ...own),
    leased: [...new Set([...mine.leased, ...given])],
  };
}

function countsWith({ counts, line }: EveningSheet, tickets: readonly SheetTicket[]): EveningSheet['counts'] {
  const people = (of: readonly SheetTicket[]) => of.reduce((sum, ticket) => sum + ticket.people, 0);
  const inState = (state: string) => tickets.filter((ticket) => ticket.state === state);
  const before = new Map(line.map((ticket) => [ticket.id, ticket]));
  const isNew = ({ id }: SheetTicket) => !before.has(id);
  const servedSince = inState('served').filter(({ id }) => before.has(id));
  const walkIns = tickets.filter((ticket) => ticket.origin === 'walk_in' && isNew(ticket) && ticket.endedAt === null);
  const held = inState('held');
  return {
    ...counts,
    served: counts.served + people(servedSince),
    waiting: people(held),
    here: people(held.filter(({ arrivedAt }) => arrivedAt !== null)),
    parked: people(inState('parked')),
    skipped: people(inState('skipped')),
    walkIns: counts.walkIns + people(walkIns),
  };
}
