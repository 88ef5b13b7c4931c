import { dispersionOfRange, likelyPeople } from '@jemput/shared/queue/likely-people';
import { quieterHour } from '@jemput/shared/queue/quieter-hour';
import { eveningOf } from '@jemput/shared/queue/session-evening';
import type { Session } from '@jemput/shared/sessions/session';

/** The hour, `HH:mm`, after or before which people are expected to wait clearly less. */
export interface QuieterPart {
  when: 'before' | 'after';
  time: string;
}

/** Some weeks of a large office's sessions. */
const MOST_REMEMBERED = 1000;

const remembered = new Map<string, QuieterPart | null>();

/**
 * Simulated once a forecast.
 *
 * @param now ISO 8601
 * @returns null where hours do not really differ, where nothing can be said, and once the session has begun: then its queue tells
 */
export function quieterPartOf(session: Session, now: string): QuieterPart | null {
  const { kits, capacity, startsAt, endsAt, expected, status } = session;
  if ((status !== 'scheduled' && status !== 'moved') || Date.parse(startsAt) <= Date.parse(now)) return null;
  const key = [kits, capacity, startsAt.slice(11), endsAt.slice(11), expected.mean, expected.low, expected.high].join(
    ' ',
  );
  const known = remembered.get(key);
  if (known !== undefined) return known;
  if (remembered.size >= MOST_REMEMBERED) remembered.clear();
  const told = simulated(session);
  remembered.set(key, told);
  return told;
}

function simulated({ kits, capacity, startsAt, endsAt, expected: { mean, low, high } }: Session): QuieterPart | null {
  const openMinutes = (Date.parse(endsAt) - Date.parse(startsAt)) / 60_000;
  const evening = eveningOf({ kits, capacity, openMinutes });
  // Where more come than can be served no hour is quiet.
  if (!evening || mean <= 0 || mean > capacity) return null;
  const people = likelyPeople(mean, dispersionOfRange(mean, high - low));
  const found = quieterHour({ evening, people }, { evenings: 200 });
  return found ? { when: found.when, time: timeAfter(startsAt, found.minutes) } : null;
}

/** `HH:mm` so many minutes after an instant, by the clock of its own offset. */
function timeAfter(instant: string, minutes: number): string {
  const at = Number(instant.slice(11, 13)) * 60 + Number(instant.slice(14, 16)) + minutes;
  return `${String(Math.floor(at / 60) % 24).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`;
}
