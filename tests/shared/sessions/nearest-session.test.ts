import { greatCircleKm } from '@jemput/shared/places/distance';
import { type StandIn, StandIns } from '@jemput/shared/sessions/nearest-session';
import fc from 'fast-check';
import { expect, test } from 'vitest';

const from = { lat: 0, lon: 0, notId: 'mine' };

/** A session that many degrees east of here, from that hour on for one hour. */
function standIn(
  id: string,
  venueId: string,
  degrees: number,
  hour: number,
  status: StandIn['status'] = 'scheduled',
): StandIn {
  return {
    id,
    venueId,
    status,
    lat: 0,
    lon: degrees,
    startsMillis: hour * 3_600_000,
    endsMillis: (hour + 1) * 3_600_000,
  };
}

function nearest(sessions: StandIn[], now = 0, limit = 3): string[] {
  return new StandIns(sessions).nearest(from, now, limit).map(({ id }) => id);
}

test('nearest venue first, with its soonest session, one a venue', () => {
  const sessions = [
    standIn('far', 'c', 3, 1),
    standIn('late', 'a', 1, 9),
    standIn('soon', 'a', 1, 5),
    standIn('b1', 'b', 2, 20),
  ];
  expect(nearest(sessions)).toEqual(['soon', 'b1', 'far']);
  expect(nearest(sessions, 0, 2)).toEqual(['soon', 'b1']);
});

test('what has ended, is cancelled, done or full, or is the very session, stands in for nothing', () => {
  const sessions = [
    standIn('ended', 'a', 1, 1),
    standIn('cancelled', 'b', 1, 9, 'cancelled'),
    standIn('done', 'c', 1, 9, 'done'),
    standIn('full', 'd', 1, 9, 'full'),
    standIn('mine', 'e', 1, 9),
    standIn('moved', 'f', 2, 9, 'moved'),
  ];
  expect(nearest(sessions, 2 * 3_600_000)).toEqual(['moved']);
});

test('a session under way still stands in, and distances are in metres', () => {
  const found = new StandIns([standIn('open', 'a', 1, 1, 'open')]).nearest(from, 1.5 * 3_600_000, 3);
  // One degree of a great circle with R = 6371.0088 km is 111.195 km.
  expect(found).toMatchObject([{ id: 'open', distanceM: 111_195 }]);
});

test('nothing to come is an empty answer', () => {
  expect(nearest([])).toEqual([]);
});

const anywhere = fc.array(fc.tuple(fc.integer({ min: -40, max: 40 }), fc.integer({ min: -40, max: 40 })), {
  minLength: 1,
  maxLength: 30,
});
const someSessions = fc.array(fc.tuple(fc.nat(29), fc.nat(12), fc.constantFrom<StandIn['status']>('open', 'full')));

/** Every venue measured, none left out. */
function nearestByTrying(sessions: StandIn[], now: number): string[] {
  const soonest = [...sessions]
    .filter(({ status, endsMillis }) => status === 'open' && endsMillis > now)
    .sort((a, b) => a.startsMillis - b.startsMillis);
  const next = [...new Map([...soonest].reverse().map((session) => [session.venueId, session])).values()];
  const metres = (session: StandIn) => Math.round(greatCircleKm(from, session) * 1000);
  return next
    .sort((a, b) => metres(a) - metres(b) || a.startsMillis - b.startsMillis || (a.venueId < b.venueId ? -1 : 1))
    .slice(0, 3)
    .map(({ venueId, startsMillis }) => `${venueId} ${startsMillis}`);
}

test('whatever the places, and after any change, the nearest are those found by measuring all', () => {
  fc.assert(
    fc.property(anywhere, someSessions, someSessions, fc.nat(12), (places, before, after, hour) => {
      const made = (rows: typeof before, part: string) =>
        rows.map(([at, starts, status], index): StandIn => {
          const venue = at % places.length;
          const [lat = 0, lon = 0] = places[venue] ?? [];
          const session = standIn(`${part}${index}`, `v${venue}`, lon / 10, starts, status);
          return { ...session, lat: lat / 10 };
        });
      const changedVenues = new Set(after.map(([at]) => `v${at % places.length}`).slice(0, 5));
      const now = hour * 3_600_000;
      const old = made(before, 'a');
      const fresh = made(after, 'b').filter(({ venueId }) => changedVenues.has(venueId));
      const changed = new Map([...changedVenues].map((id) => [id, fresh.filter(({ venueId }) => venueId === id)]));
      const standIns = new StandIns(old);
      const patched = standIns.with(changed);
      const said = (found: StandIn[]) => found.map(({ venueId, startsMillis }) => `${venueId} ${startsMillis}`);
      const now3 = (one: StandIns<StandIn>) => said(one.nearest(from, now, 3));
      expect(now3(patched)).toEqual(
        nearestByTrying([...old.filter(({ venueId }) => !changedVenues.has(venueId)), ...fresh], now),
      );
      expect(now3(standIns)).toEqual(nearestByTrying(old, now));
    }),
  );
});
