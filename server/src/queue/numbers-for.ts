import {
  arrivalProfiles,
  EVENING_PACE_SPREAD,
  NO_SHOWS,
  SERVICE_SPREAD,
  usualLastEntryMinutes,
} from '@jemput/shared/queue/assumptions';
import { measuredShare } from '@jemput/shared/queue/measured-shares';
import { type NumbersToIssue, withCallsInVain } from '@jemput/shared/queue/numbers-to-issue';
import { readQueueSettings } from '../bookings/read-settings.ts';
import type { Context } from '../context.ts';
import { NotFound } from '../errors.ts';
import { inThread } from '../threads.ts';
import type { NumbersTask } from './numbers-thread.ts';
import { readPastShares } from './past-evenings.ts';
import { readPastPace } from './past-pace.ts';
import { readSessionMeans, type SessionMeans, servingMinutes, WALK_INS_KNOWN_PEOPLE } from './session-means.ts';

export interface NumbersFor {
  /** People who can have a number from home. */
  numbers: number;
  /** People expected to come without one, for whom room is kept. */
  walkIns: number;
}

/** Some weeks of a large office's sessions. */
const MOST_REMEMBERED = 1000;

const remembered = new Map<string, Promise<NumbersToIssue>>();

/**
 * How many numbers a session gives: the most with which everyone who comes is finished by closing in nine evenings of ten. Computed in a
 * thread beside, once however often it is asked for.
 *
 * @throws NotFound
 */
export async function numbersFor(ctx: Pick<Context, 'db' | 'now' | 'zone'>, sessionId: string): Promise<NumbersFor> {
  const found = (await numbersForEach(ctx, [sessionId])).get(sessionId);
  if (!found) throw new NotFound(`There is no session ${sessionId}.`);
  return found;
}

/** The same of several, by their ids: what is known of the past is looked up once for all sessions that it is the same for. */
export async function numbersForEach(
  ctx: Pick<Context, 'db' | 'now' | 'zone'>,
  sessionIds: readonly string[],
): Promise<Map<string, NumbersFor>> {
  const setting = { meanShare: (await readQueueSettings(ctx)).walkInShare, knownNumbers: WALK_INS_KNOWN_PEOPLE };
  const sharesOn = new Map<string, Awaited<ReturnType<typeof readPastShares>>>();
  const paceOf = new Map<string, number>();
  const asked: Promise<[string, NumbersFor]>[] = [];
  for (const means of await readSessionMeans(ctx, sessionIds)) {
    const { id, date, counterId, service } = means.session;
    const shares = sharesOn.get(date) ?? (await readPastShares(ctx, date));
    sharesOn.set(date, shares);
    const alike = `${counterId} ${service} ${date}`;
    const pace = paceOf.get(alike) ?? (await readPastPace(ctx, means.session));
    paceOf.set(alike, pace);
    const walkInShare = measuredShare(setting, shares.walkIns).meanShare;
    const noShows = measuredShare(NO_SHOWS, shares.noShows);
    asked.push(numbersOf(means, { pace, walkInShare, noShows }).then((numbers) => [id, numbers]));
  }
  return new Map(await Promise.all(asked));
}

interface Past {
  /** Minutes that people took / minutes planned. */
  pace: number;
  walkInShare: number;
  noShows: NumbersTask['noShows'];
}

async function numbersOf(means: SessionMeans, { pace, walkInShare, noShows }: Past): Promise<NumbersFor> {
  const { session, desks } = means;
  const minutesPerPerson = means.minutesPerPerson * pace;
  const openMinutes = servingMinutes(means);
  if (desks < 1 || openMinutes < 1) return { numbers: 0, walkIns: 0 };
  const { expectedMean: mean, expectedLow: low, expectedHigh: high } = session;
  const issued = await computed({
    evening: {
      desks,
      service: {
        meanMinutes: withCallsInVain(minutesPerPerson, noShows.meanShare),
        spread: SERVICE_SPREAD,
        eveningSpread: EVENING_PACE_SPREAD,
      },
      openMinutes,
      doorsCloseMinutes: openMinutes - usualLastEntryMinutes(minutesPerPerson, openMinutes),
      arrivals: arrivalProfiles.early,
    },
    expected: { mean, low, high },
    capacity: session.capacity,
    walkInShare,
    noShows,
    most: Math.min(means.remaining, MOST_NUMBERS),
  });
  return { numbers: issued.numbers, walkIns: Math.round(walkInShare * Math.min(mean, session.capacity)) };
}

/** A number has three digits. */
const MOST_NUMBERS = 999;

function computed(task: NumbersTask): Promise<NumbersToIssue> {
  const key = JSON.stringify(task);
  const before = remembered.get(key);
  if (before) return before;
  if (remembered.size >= MOST_REMEMBERED) remembered.clear();
  const answer = inThread<NumbersToIssue>(new URL('./numbers-thread.ts', import.meta.url), task);
  remembered.set(key, answer);
  answer.catch(() => remembered.delete(key));
  return answer;
}
