import { isOpen } from '@jemput/shared/bookings/desk-lease';
import type { DisplayCall, DisplayState } from '@jemput/shared/bookings/display-state';
import type { Evening, EveningTicket } from '@jemput/shared/bookings/evening';
import { callable } from '@jemput/shared/bookings/line-order';
import { ticketLabel } from '@jemput/shared/bookings/ticket';
import { instantOf } from '@jemput/shared/calendar/time-zone';
import { and, desc, eq } from 'drizzle-orm';
import type { ServedSession } from '../bookings/may-serve.ts';
import type { Context } from '../context.ts';
import { venues } from '../db/schema/places.ts';
import { sessionChanges } from '../db/schema/sessions.ts';
import { NotFound } from '../errors.ts';
import { getSession } from '../sessions/get-session.ts';
import { findDisplayed } from './find-displayed.ts';
import { loadEvening } from './load-evening.ts';

const SHOWN = 6;

/** What the display of that link shows now: numbers, and nothing of anybody. @throws NotFound */
export async function readDisplay(ctx: Context, token: string): Promise<DisplayState> {
  const session = await findDisplayed(ctx, token);
  const evening = await loadEvening(ctx, session);
  if (!evening) throw new NotFound('There is no such display.');
  const [venue] = await ctx.db.select({ name: venues.name }).from(venues).where(eq(venues.id, session.venueId));
  const { tickets, desks, fullSince } = evening;
  const waiting = tickets.filter(({ state }) => state === 'held');
  const isOver = phaseOf(session, evening) === 'over' || session.status === 'cancelled';
  return {
    venueName: venue?.name ?? '',
    service: session.service,
    startsAt: instantOf(session.startsAt * 1000, ctx.zone),
    endsAt: instantOf(session.endsAt * 1000, ctx.zone),
    phase: phaseOf(session, evening),
    calling: callsOf(tickets.filter(({ state }) => state === 'called')),
    recent: callsOf(tickets.filter(({ state }) => state !== 'called' && state !== 'held')).slice(0, SHOWN),
    next: isOver ? [] : callable(tickets, ctx.now()).slice(0, SHOWN).map(ticketLabel),
    waitingPeople: waiting.reduce((sum, { people }) => sum + people, 0),
    openDesks: desks.filter(isOpen).length,
    fullSince: fullSince === null ? null : instantOf(fullSince, ctx.zone),
    near: isOver || fullSince !== null ? await nearTo(ctx, session.id) : null,
    paused: await pausedFor(ctx, session),
    reenterAfter: evening.rule.reenterAfter,
  };
}

function phaseOf({ status }: ServedSession, { closedAt, desks }: Evening): DisplayState['phase'] {
  if (status === 'cancelled') return 'cancelled';
  if (closedAt !== null) return 'over';
  return desks.length === 0 ? 'early' : 'running';
}

function callsOf(tickets: readonly EveningTicket[]): DisplayCall[] {
  return tickets
    .flatMap((ticket) => {
      const { desk, calls, calledAt } = ticket;
      return desk === null || calledAt === null ? [] : [{ label: ticketLabel(ticket), desk, calls, calledAt }];
    })
    .sort((a, b) => b.calledAt - a.calledAt);
}

async function nearTo(ctx: Context, id: string): Promise<DisplayState['near']> {
  const { alternatives } = await getSession(ctx, { id });
  const [near] = alternatives;
  if (!near) return null;
  const { date, startsAt, endsAt, venue, distanceM } = near;
  return { id: near.id, venueName: venue.name, date, startsAt, endsAt, distanceM };
}

/** For what its crew told, else for prayer within its hours. */
async function pausedFor({ db, now, zone }: Context, session: ServedSession): Promise<DisplayState['paused']> {
  if (session.status === 'paused') {
    const [told] = await db
      .select({ reason: sessionChanges.reason })
      .from(sessionChanges)
      .where(and(eq(sessionChanges.sessionId, session.id), eq(sessionChanges.what, 'status')))
      .orderBy(desc(sessionChanges.seq))
      .limit(1);
    const known = (['power', 'network', 'kit', 'venue'] as const).find((incident) => incident === told?.reason);
    return { what: known ?? 'other', until: null };
  }
  const at = instantOf(now(), zone);
  if (at.slice(0, 10) !== session.date) return null;
  const rest = session.pauses.find(({ start, end }) => at.slice(11, 16) >= start && at.slice(11, 16) < end);
  return rest ? { what: rest.what, until: rest.end } : null;
}
