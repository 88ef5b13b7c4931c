import { greatCircleKm } from '@jemput/shared/places/distance';
import { type StandIn, StandIns } from '@jemput/shared/sessions/nearest-session';
import fc from 'fast-check';
import { expect, test } from 'vitest';

const from = { lat: 0, lon: 0, notId: 'mine', service: null };

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
    service: 'recording',
    fullSince: null,
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

/** A session that many kilometres east of here, beginning so many days after the one that cannot be gone to. */
function kmAndDays(id: string, km: number, days: number, over: Partial<StandIn> = {}): StandIn {
  const startsMillis = 100 * 86_400_000 + days * 86_400_000;
  // One degree of the equator with R = 6371.0088 km is 111.195 km.
  const place = { lat: 0, lon: km / 111.195 };
  const usual = { status: 'scheduled', service: 'recording', fullSince: null } as const;
  return { id, venueId: id, ...usual, ...place, startsMillis, endsMillis: startsMillis + 1, ...over };
}

const reach = { withinKm: 10, withinDays: 14, aroundMillis: 100 * 86_400_000 };

function inPlace(sessions: StandIn[], now = 100 * 86_400_000, limit = 2): string[] {
  return new StandIns(sessions).inPlaceOf(from, now, limit, reach).map(({ id }) => id);
}

test('a day weighs as much as a kilometre, before and after, and the nearest of those chosen comes first', () => {
  const sessions = [kmAndDays('near in a week', 0.5, 7), kmAndDays('tonight', 4, 0), kmAndDays('tomorrow', 2.5, 1)];
  expect(inPlace(sessions)).toEqual(['tomorrow', 'tonight']);
  expect(inPlace([kmAndDays('sooner', 1, -1), kmAndDays('later', 1.5, 3)], 98 * 86_400_000, 1)).toEqual(['sooner']);
});

test('who stands before a closed door is sent first to the nearest that takes people the same day, however far the others beat it', () => {
  const today = { fromMillis: reach.aroundMillis - 1000, untilMillis: reach.aroundMillis + 3_600_000 };
  const offered = (sessions: StandIn[], limit = 3) =>
    new StandIns(sessions).inPlaceOf(from, reach.aroundMillis, limit, { ...reach, firstOn: today }).map(({ id }) => id);
  const sessions = [
    kmAndDays('mine tomorrow', 0, 1),
    kmAndDays('next door tomorrow', 0.5, 1),
    kmAndDays('tonight at 3.2', 3.2, 0),
    kmAndDays('tonight at 5.8', 5.8, 0),
    kmAndDays('full tonight', 1, 0, { status: 'full' }),
  ];
  expect(offered(sessions)).toEqual(['tonight at 3.2', 'mine tomorrow', 'next door tomorrow']);
  expect(offered(sessions, 1)).toEqual(['tonight at 3.2']);
  const noneTonight = sessions.filter(({ id }) => !id.startsWith('tonight'));
  expect(offered(noneTonight)).toEqual(['mine tomorrow', 'next door tomorrow']);
  expect(offered([...noneTonight, kmAndDays('tonight too far', 10.1, 0)])).toEqual([
    'mine tomorrow',
    'next door tomorrow',
  ]);
  const sameHall = [kmAndDays('tonight', 2, 0, { venueId: 'v' }), kmAndDays('tomorrow', 2, 1, { venueId: 'v' })];
  expect(offered(sameHall)).toEqual(['tonight']);
});

test('nothing beyond ten kilometres or a fortnight is offered, nor what has ended', () => {
  expect(inPlace([kmAndDays('at 9.9', 9.9, 0), kmAndDays('at 10.1', 10.1, 0)])).toEqual(['at 9.9']);
  expect(inPlace([kmAndDays('after 14', 1, 14), kmAndDays('after 15', 1, 15)])).toEqual(['after 14']);
  expect(inPlace([kmAndDays('before now', 1, -1)])).toEqual([]);
});

test('the last numbers, a rest and a full evening are no place to be sent to', () => {
  const sessions = [
    kmAndDays('last', 1, 0, { status: 'open', room: 'last' }),
    kmAndDays('paused', 1, 0, { status: 'paused' }),
    kmAndDays('full', 1, 0, { status: 'full' }),
    kmAndDays('filling', 2, 0, { status: 'open', room: 'filling' }),
  ];
  expect(inPlace(sessions, 0, 4)).toEqual(['filling']);
});

test('whatever the places and dates, what is chosen is what costs least when all are tried', () => {
  const some = fc.array(
    fc.record({ venue: fc.nat(8), lat: fc.integer({ min: -12, max: 12 }), days: fc.integer({ min: -20, max: 20 }) }),
    { maxLength: 30 },
  );
  fc.assert(
    fc.property(some, fc.integer({ min: -20, max: 20 }), (rows, nowDays) => {
      const latOf = new Map(rows.map(({ venue, lat }) => [venue, lat]));
      const sessions = rows.map(({ venue, days }, at) =>
        kmAndDays(`s${at}`, 0, days, { venueId: `v${venue}`, lat: (latOf.get(venue) ?? 0) / 111.195 }),
      );
      const now = reach.aroundMillis + nowDays * 86_400_000;
      const costs = sessions.flatMap((session) => {
        const metres = Math.round(greatCircleKm(from, session) * 1000);
        const days = Math.abs(session.startsMillis - reach.aroundMillis) / 86_400_000;
        const offered = metres <= 10_000 && days <= 14 && session.endsMillis > now;
        return offered ? [{ venue: session.venueId, cost: metres + days * 1000 }] : [];
      });
      const least = [...Map.groupBy(costs, ({ venue }) => venue).values()]
        .map((list) => Math.min(...list.map(({ cost }) => cost)))
        .sort((a, b) => a - b)
        .slice(0, 3);
      const found = new StandIns(sessions).inPlaceOf(from, now, 3, reach);
      const days = (session: StandIn) => Math.abs(session.startsMillis - reach.aroundMillis) / 86_400_000;
      expect(found.map((one) => one.distanceM + days(one) * 1000).sort((a, b) => a - b)).toEqual(least);
      expect(found.map(({ distanceM }) => distanceM)).toEqual(
        found.map(({ distanceM }) => distanceM).toSorted((a, b) => a - b),
      );
    }),
  );
});

test('who wants to be recorded is sent where people are recorded, who wants a card printed where cards are, whatever else is nearer', () => {
  const hall = kmAndDays('', 1, 0, { venueId: 'hall' });
  const sessions = [
    { ...hall, id: 'a card', service: 'printing' as const },
    { ...hall, id: 'b recorded' },
    { ...hall, id: 'c card', service: 'printing' as const },
    { ...hall, id: 'd recorded' },
  ];
  const found = (service: StandIn['service'] | null, of: StandIn[]) =>
    new StandIns(of).inPlaceOf({ ...from, service }, reach.aroundMillis, 3, reach).map(({ id }) => id);
  for (const order of [sessions, sessions.toReversed()]) {
    expect(found('recording', order)).toEqual(['b recorded']);
    expect(found('printing', order)).toEqual(['a card']);
    expect(found(null, order)).toEqual(['b recorded']);
  }
});

const anyStatus = fc.constantFrom<StandIn['status'][]>(
  'scheduled',
  'open',
  'full',
  'paused',
  'done',
  'moved',
  'cancelled',
);

test('whatever is open, full, out of numbers or for another service: each place that takes people for it is offered, and none else, in one order', () => {
  const some = fc.uniqueArray(
    fc.record({
      id: fc.nat(60),
      venue: fc.nat(6),
      days: fc.integer({ min: -3, max: 3 }),
      status: anyStatus,
      service: fc.constantFrom<StandIn['service'][]>('recording', 'printing'),
      room: fc.constantFrom<NonNullable<StandIn['room'] | null>[]>('free', 'filling', 'last'),
      fullSince: fc.constantFrom(null, '2026-11-20T17:36:00+07:00'),
    }),
    { selector: ({ id }) => id, maxLength: 24 },
  );
  fc.assert(
    fc.property(
      some,
      fc.constantFrom('recording' as const, 'printing' as const),
      fc.boolean(),
      (rows, service, soon) => {
        const sessions = rows.map(({ id, venue, days, ...said }) =>
          kmAndDays(String(id), venue, days, { venueId: `v${venue}`, ...said }),
        );
        const firstOn = soon ? { fromMillis: reach.aroundMillis, untilMillis: reach.aroundMillis + 86_400_000 } : null;
        const asked = { ...from, notId: '7', service };
        const offered = (of: StandIn[], limit: number) =>
          new StandIns(of).inPlaceOf(asked, reach.aroundMillis, limit, { ...reach, firstOn }).map(({ id }) => id);
        const served = sessions.filter(
          (one) =>
            one.id !== '7' &&
            one.service === service &&
            one.startsMillis >= reach.aroundMillis &&
            one.fullSince === null &&
            (one.status === 'open' ? one.room !== 'last' : one.status === 'scheduled' || one.status === 'moved'),
        );
        const all = offered(sessions, 20);
        const venueOf = new Map(served.map(({ id, venueId }) => [id, venueId]));
        expect(all.map((id) => venueOf.get(id)).toSorted()).toEqual([...new Set(venueOf.values())].toSorted());
        for (const limit of [1, 3, 20]) {
          expect(offered(sessions.toReversed(), limit)).toEqual(offered(sessions, limit));
        }
      },
    ),
  );
});
