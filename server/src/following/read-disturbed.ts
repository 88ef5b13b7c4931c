import { shareOut } from '@jemput/shared/bookings/rank-alternatives';
import { openStates } from '@jemput/shared/bookings/ticket';
import { sameTimes } from '@jemput/shared/sessions/timetable-changes';
import { and, inArray } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { tickets } from '../db/schema/bookings.ts';
import { getPlan } from '../planning/get-draft.ts';
import { numbersFor } from '../queue/numbers-for.ts';
import { plannedChanges } from '../sessions/planned-changes.ts';
import { type FoundAlternative, readAlternatives, reliedOn } from './read-alternatives.ts';
import { isWaiting, readDisplaced, type Ticket } from './read-displaced.ts';

export interface DisturbedSession {
  sessionId: string;
  change: 'moved' | 'cancelled' | 'hours' | 'kits';
  /** People with a number, and people who wait for one or for the draw. */
  holding: number;
  waiting: number;
  /** Of those holding, where it is cancelled: who finds room at sessions that are promised now, and who does not. */
  roomElsewhere: number;
  withoutRoom: number;
}

export interface Disturbed {
  /** Only those that anybody holds a number or waits for. */
  sessions: DisturbedSession[];
  /** People with a number in all. */
  people: number;
}

/** Whom publishing a plan would disturb. Room at sessions that the plan would add comes on top of what is said here. @throws NotFound */
export async function readDisturbed(ctx: Context, { planId }: { planId: string }): Promise<Disturbed> {
  const { moved, cancelled, changedKits, changedHours } = await plannedChanges(ctx, await getPlan(ctx.db, planId));
  const retimed = changedHours.filter(({ from, to }) => !sameTimes(from, to)).map(({ from }) => from.id);
  const changes = [
    ...moved.map(({ from }) => ({ id: from.id, change: 'moved' as const })),
    ...cancelled.map(({ id }) => ({ id, change: 'cancelled' as const })),
    ...retimed.map((id) => ({ id, change: 'hours' as const })),
    ...changedKits
      .filter(({ from }) => !retimed.includes(from.id))
      .map(({ from }) => ({ id: from.id, change: 'kits' as const })),
  ];
  const wanted = await wantedAmong(
    ctx,
    changes.map(({ id }) => id),
  );
  const gone = new Set([...cancelled.map(({ id }) => id), ...moved.map(({ from }) => from.id)]);
  const rooms: Rooms = new Map();
  const found: DisturbedSession[] = [];
  for (const { id: sessionId, change } of changes.filter(({ id }) => wanted.has(id))) {
    const { holders, waiting } = await readDisplaced(ctx, sessionId);
    const own = holders.filter((ticket) => ticket.sessionId === sessionId);
    const placed = change === 'cancelled' ? await placedElsewhere(ctx, sessionId, own, { gone, rooms }) : 0;
    const holding = peopleOf(own);
    const withoutRoom = change === 'cancelled' ? holding - placed : 0;
    found.push({ sessionId, change, holding, waiting: peopleOf(waiting), roomElsewhere: placed, withoutRoom });
  }
  return { sessions: found, people: found.reduce((people, { holding }) => people + holding, 0) };
}

/** What is left of each alternative when those before have been placed. */
type Rooms = Map<string, number>;

function peopleOf(some: readonly Ticket[]): number {
  return some.reduce((people, ticket) => people + ticket.people, 0);
}

/** Sessions at which anybody wants to be served. */
async function wantedAmong({ db }: Context, ids: string[]): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectDistinct({ sessionId: tickets.sessionId })
    .from(tickets)
    .where(and(inArray(tickets.sessionId, ids), inArray(tickets.state, [...openStates])));
  return new Set(rows.map(({ sessionId }) => sessionId));
}

/** As `followCancelled` would, but nothing is written. @returns people who find room */
async function placedElsewhere(
  ctx: Context,
  sessionId: string,
  holders: readonly Ticket[],
  { gone, rooms }: { gone: ReadonlySet<string>; rooms: Rooms },
): Promise<number> {
  const ranked = (await readAlternatives(ctx, await reliedOn(ctx, sessionId))).filter(
    (one) => !gone.has(one.sessionId),
  );
  const asking = holders.filter((ticket) => !isWaiting(ticket)).map(({ id, people }) => ({ ticketId: id, people }));
  const opened: FoundAlternative[] = [];
  let shared = shareOut(asking, opened);
  for (const found of ranked) {
    if (shared.every(({ to }) => to !== null)) break;
    const room = rooms.get(found.sessionId) ?? (found.isLaidOut ? found.room : await roomToCome(ctx, found));
    opened.push({ ...found, room });
    shared = shareOut(asking, opened);
  }
  for (const one of opened) rooms.set(one.sessionId, one.room);
  let people = 0;
  for (const { who, to } of shared) {
    if (!to) continue;
    rooms.set(to.sessionId, (rooms.get(to.sessionId) ?? 0) - who.people);
    people += who.people;
  }
  return people;
}

async function roomToCome(ctx: Context, { sessionId }: FoundAlternative): Promise<number> {
  return (await numbersFor(ctx, sessionId)).numbers;
}
