import { type StandIn, StandIns } from '@jemput/shared/sessions/nearest-session';
import { expect, test } from 'vitest';

const from = { lat: 0, lon: 0, key: 'here', notId: 'mine' };

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
