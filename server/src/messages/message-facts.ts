import { ticketLabel } from '@jemput/shared/bookings/ticket';
import type { DueRange } from '@jemput/shared/bookings/ticket-view';
import { localDateAt, localTimeAt } from '@jemput/shared/calendar/time-zone';
import type { MessageFacts, When } from '@jemput/shared/messages/message-words';
import type { Session } from '@jemput/shared/sessions/session';
import { dueRange } from '../bookings/place-in-line.ts';
import { hoursOf, waitingPlace } from '../bookings/view-ticket.ts';
import type { World } from '../http/world.ts';
import { estimatesOf } from '../queue/evening-estimates.ts';
import type { Timetable } from '../sessions/timetable-snapshot.ts';
import type { MessageRow, TicketRow } from './compose-message.ts';

const FIVE_MINUTES = 300_000;

interface Known {
  world: World;
  timetable: Timetable;
}

/** What a message tells of, as it is now: its window is the one that the ticket's page tells. */
export async function messageFacts(
  { world, timetable }: Known,
  message: MessageRow,
  ticket: TicketRow | undefined,
  session: Session,
): Promise<MessageFacts> {
  const { kind, facts, sessionId } = message;
  const { zone } = world;
  const here = ticket?.sessionId === sessionId ? ticket : undefined;
  const waits = kind === 'cancelled' && ticket?.state === 'waiting_list' && !here ? ticket : null;
  const other = timetable.byId.get(otherOf(message, ticket) ?? '')?.session;
  const at = numberOf(facts.at) ?? here?.placeAt ?? null;
  const until = numberOf(facts.answerBy) ?? ticket?.answerBy ?? null;
  const { series, number } = here ?? { series: null, number: null };
  const window = here && kind !== 'cancelled' ? await windowOf(world, here, session) : null;
  return {
    label: series && number !== null ? ticketLabel({ series, number }) : null,
    venue: session.venue.name,
    when: window ?? (at === null ? startOf(session) : whenAt(at, zone)),
    until: until === null ? null : whenAt(until, zone),
    other: other ? { venue: other.venue.name, when: offeredWindow(zone, ticket, other) ?? startOf(other) } : null,
    area: textOf(facts.area),
    count: numberOf(facts.count),
    waiting: ticket?.state === 'waiting_list',
    waitingPlace: waits && other ? await waitingPlace(world, waits) : null,
  };
}

/** The session at which a place is kept, or a waiting list joined, in place of the one that a message tells of. */
export function otherOf({ kind, facts, sessionId }: MessageRow, ticket: TicketRow | undefined): string | null {
  const went =
    ticket && ticket.sessionId !== sessionId && (ticket.state === 'waiting_list' || ticket.state === 'offered');
  if (kind === 'cancelled' && went) return ticket.sessionId;
  return ticket?.offeredSessionId ?? textOf(facts.offeredSessionId);
}

async function windowOf(world: World, { id, placeAt, sessionId }: TicketRow, session: Session): Promise<When | null> {
  if (placeAt === null) return null;
  const estimates = await estimatesOf(world, sessionId);
  return sayable(dueRange(world.zone, hoursOf(session), placeAt, estimates?.byTicket.get(id)));
}

function offeredWindow(zone: string, ticket: TicketRow | undefined, offered: Session): When | null {
  if (!ticket || ticket.state === 'waiting_list') return null;
  const placeAt = ticket.offeredSessionId === offered.id ? ticket.offeredPlaceAt : null;
  const own = ticket.sessionId === offered.id ? ticket.placeAt : null;
  const at = placeAt ?? own;
  return at === null ? null : sayable(dueRange(zone, hoursOf(offered), at));
}

function sayable({ from, to }: DueRange): When {
  return { date: from.slice(0, 10), time: from.slice(11, 16), to: to.slice(11, 16) };
}

function textOf(fact: string | number | null | undefined): string | null {
  return typeof fact === 'string' ? fact : null;
}

function numberOf(fact: string | number | null | undefined): number | null {
  return typeof fact === 'number' ? fact : null;
}

function startOf({ date, startsAt }: Session): When {
  return { date, time: startsAt.slice(11, 16) };
}

/** To the five minutes before: nobody is asked to come to the second. */
function whenAt(millis: number, zone: string): When {
  const at = Math.floor(millis / FIVE_MINUTES) * FIVE_MINUTES;
  return { date: localDateAt(at, zone), time: localTimeAt(at, zone) };
}
