import type { EveningTicket, LateRule } from './evening.ts';

const MINUTE_MILLIS = 60_000;

/** In these states somebody waits to be called. */
export function isWaiting({ state }: Pick<EveningTicket, 'state'>): boolean {
  return state === 'held';
}

/**
 * The public rule, whole: everybody is called by their place in time. Of a number from home that is the time it was given for, or its
 * coming where that is later; of somebody who just came, the coming. Those not due yet follow; they are called early only while nobody is
 * due, and only if they are here.
 */
export function inLine<T extends EveningTicket>(tickets: readonly T[]): T[] {
  return tickets.filter(isWaiting).sort(byPlace);
}

/** Whom a desk calls next, in order. */
export function callable<T extends EveningTicket>(tickets: readonly T[], now: number): T[] {
  return inLine(tickets).filter(({ placeAt, arrivedAt }) => placeAt <= now || arrivedAt !== null);
}

/** Who is being called, who waits in order of the line, who stands aside: nobody who has ended. */
export function inOrder<T extends EveningTicket>(tickets: readonly T[]): T[] {
  const of = (...states: string[]) => tickets.filter(({ state }) => states.includes(state)).sort(byPlace);
  return [...of('called'), ...of('held'), ...of('parked', 'skipped')];
}

/** Place, then number: the same on every phone. */
export function byPlace(a: EveningTicket, b: EveningTicket): number {
  if (a.placeAt !== b.placeAt) return a.placeAt - b.placeAt;
  if (a.series !== b.series) return a.series < b.series ? -1 : 1;
  return a.number - b.number;
}

/**
 * Where somebody comes in again who was called and not here, or stood aside: after `reenterAfter` others who wait; later than `lateMinutes`
 * after the call, as somebody who just came.
 *
 * @returns Unix milliseconds, never before its own former place
 */
export function reentryPlace(
  ticket: EveningTicket,
  tickets: readonly EveningTicket[],
  { reenterAfter, lateMinutes }: LateRule,
  now: number,
): number {
  const late = ticket.calledAt !== null && now - ticket.calledAt > lateMinutes * MINUTE_MILLIS;
  if (late) return Math.max(now, ticket.placeAt);
  const others = callable(tickets, now).filter(({ id }) => id !== ticket.id);
  const before = others[Math.min(reenterAfter, others.length) - 1];
  return Math.max(ticket.placeAt, before ? before.placeAt + 1 : ticket.placeAt);
}
