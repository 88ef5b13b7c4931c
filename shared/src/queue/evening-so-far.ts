import { arrivalProfiles, LATENESS_SHARE } from './assumptions.ts';
import type { DeskNow, EveningNow, ServiceKnown, WaitingTicket } from './evening-now.ts';
import type { NoShows } from './no-shows.ts';
import { type CallSeen, learnService, servicesSeen, workingMinutes } from './service-times.ts';

/** A ticket with a number as the evening has it; Unix milliseconds. */
export interface TicketSoFar extends WaitingTicket {
  /** Waits to be called, is at a desk, was not there or stands aside, was served, or ended otherwise. */
  is: 'waiting' | 'called' | 'aside' | 'served' | 'gone';
  walkIn: boolean;
  /** The instant that its number asked for, whatever its place is now; of a walk-in its coming. */
  dueAt: number;
  calledAt: number | null;
  desk: string | null;
}

/** What a session's evening shows so far, and what was thought of it before. */
export interface EveningSoFar
  extends Pick<EveningNow, 'now' | 'opensAt' | 'doorsCloseAt' | 'closesAt' | 'rests' | 'lateRule'> {
  tickets: readonly TicketSoFar[];
  /** Letters of the desks that are open; `plannedDesks` are reckoned with before any is. */
  openDesks: readonly string[];
  plannedDesks: number;
  service: ServiceKnown;
  noShows: NoShows;
  /** People expected without a number in the whole evening. */
  walkInsExpected: number;
}

/** Nothing is made of fewer people than this. */
const FEW = 3;
/** Holders who are not here so many minutes after their time are counted as staying away, until they come. */
const MISSED_MINUTES = 45;
/** Of lateness nothing is learnt from those whose time is nearer than this: only the punctual of them are known. */
const SETTLED_MINUTES = 15;
/** Evenings differ in how late all come, by this standard deviation. Assumed. */
const COMMON_LATENESS_MINUTES = 10;
/** How far the number of those who just come may be from what was expected: as sure as after so many. */
const WALK_INS_KNOWN = 4;
/** A call so many times longer than usual is over, or its desk is. */
const LONG_TIMES = 4;

/** All that the rest of an evening depends on, learnt from what it has shown so far. */
export function learnEvening(evening: EveningSoFar): EveningNow {
  const { now, opensAt, doorsCloseAt, closesAt, rests, lateRule, tickets } = evening;
  const service = learnService(evening.service, servicesSeen(callsOf(tickets), rests));
  const waiting = tickets
    .filter(({ is }) => is === 'waiting')
    .map(({ id, people, placeAt, arrivedAt }) => ({ id, people, placeAt, arrivedAt }));
  return {
    ...{ now, opensAt, doorsCloseAt, closesAt, rests, lateRule, service, waiting },
    desks: desksNow(evening, service),
    arrivalsNoted: areArrivalsNoted(tickets),
    noShows: learnNoShows(evening),
    lateness: learnLateness(evening),
    walkInsToCome: learnWalkIns(evening),
  };
}

function callsOf(tickets: readonly TicketSoFar[]): CallSeen[] {
  return tickets.flatMap(({ desk, calledAt, people, arrivedAt, dueAt, is }) =>
    desk === null || calledAt === null
      ? []
      : [{ desk, calledAt, people, readyAt: arrivedAt ?? dueAt, served: is === 'served' }],
  );
}

/** A desk whose last call is long over while nobody can be called is idle, whether or not it has said so. */
function desksNow({ tickets, openDesks, plannedDesks, now, rests }: EveningSoFar, service: ServiceKnown): DeskNow[] {
  if (openDesks.length === 0) return Array.from({ length: plannedDesks }, () => ({ since: null, people: 0 }));
  const somebody = tickets.some(
    ({ is, placeAt, arrivedAt }) => is === 'waiting' && (placeAt <= now || arrivedAt !== null),
  );
  return openDesks.map((letter) => {
    const at = tickets.find(({ is, desk }) => is === 'called' && desk === letter);
    if (!at || at.calledAt === null) return { since: null, people: 0 };
    const elapsed = workingMinutes(at.calledAt, now, rests);
    const over = elapsed > LONG_TIMES * at.people * service.meanMinutes;
    return over && !somebody ? { since: null, people: 0 } : { since: now - elapsed * 60_000, people: at.people };
  });
}

const isHere = ({ is, arrivedAt }: TicketSoFar) => arrivedAt !== null || is === 'called' || is === 'served';

/** Venues differ in whether somebody notes who comes, and holders in whether they say so: both are seen from those who were called. */
function areArrivalsNoted(tickets: readonly TicketSoFar[]): boolean {
  const here = tickets.filter((ticket) => !ticket.walkIn && isHere(ticket));
  const noted = here.filter(({ arrivedAt, calledAt }) => arrivedAt !== null && arrivedAt < (calledAt ?? Infinity));
  return here.length >= FEW && noted.length >= here.length / 2;
}

/**
 * The evening's share of holders who stay away: a beta distribution, updated by those whose time is long past, who were called in vain or
 * would have been noted.
 */
function learnNoShows({ tickets, noShows, now }: EveningSoFar): NoShows {
  const noted = areArrivalsNoted(tickets);
  const past = tickets.filter(
    (ticket) =>
      !ticket.walkIn &&
      ticket.dueAt < now - MISSED_MINUTES * 60_000 &&
      (noted || isHere(ticket) || ticket.calledAt !== null),
  );
  const people = past.reduce((sum, ticket) => sum + ticket.people, 0);
  const missed = past.reduce((sum, ticket) => sum + (isHere(ticket) ? 0 : ticket.people), 0);
  const knownNumbers = noShows.knownNumbers + people;
  return { knownNumbers, meanShare: (noShows.meanShare * noShows.knownNumbers + missed) / knownNumbers };
}

/** By how much holders come after their time: normal, its mean learnt from those whose time is past. */
function learnLateness({ tickets, now, opensAt, doorsCloseAt }: EveningSoFar): EveningNow['lateness'] {
  const own = (LATENESS_SHARE * (doorsCloseAt - opensAt)) / 60_000;
  const offsets = tickets.flatMap(({ walkIn, dueAt, arrivedAt, calledAt }) =>
    walkIn || arrivedAt === null || arrivedAt === calledAt || dueAt > now - SETTLED_MINUTES * 60_000
      ? []
      : [(arrivedAt - dueAt) / 60_000],
  );
  const weight = COMMON_LATENESS_MINUTES ** 2 / (COMMON_LATENESS_MINUTES ** 2 * offsets.length + own ** 2);
  const variance = weight * own ** 2;
  const meanMinutes = weight * offsets.reduce((sum, offset) => sum + offset, 0);
  return { meanMinutes, sdMinutes: Math.sqrt(own ** 2 + variance) };
}

/**
 * Those still to come without a number: half way between what tonight's arrivals say, at an early evening's profile, and what is missing of
 * those expected. Evenings with a burst at the door belong to the second kind.
 */
function learnWalkIns({ tickets, walkInsExpected: expected, now, opensAt, doorsCloseAt }: EveningSoFar) {
  const elapsed = cameBy(
    Math.min(1, Math.max(0, (now - opensAt) / Math.max(1, doorsCloseAt - opensAt))),
    now >= opensAt,
  );
  const came = tickets.reduce((sum, { walkIn, people }) => sum + (walkIn ? people : 0), 0);
  const byPace = ((WALK_INS_KNOWN + came) / (WALK_INS_KNOWN + expected * elapsed)) * expected * (1 - elapsed);
  const byCount = Math.max(0, expected - came);
  return { mean: elapsed >= 1 ? 0 : (byPace + byCount) / 2, known: WALK_INS_KNOWN };
}

/** Share of those who just come who have come by that share of the time of letting in. */
function cameBy(share: number, isOpen: boolean): number {
  if (!isOpen) return 0;
  const { earlyShare, weights } = arrivalProfiles.early;
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const before = weights.reduce((sum, weight, part) => {
    return sum + (weight / total) * Math.min(1, Math.max(0, share * weights.length - part));
  }, 0);
  return earlyShare + (1 - earlyShare) * before;
}
