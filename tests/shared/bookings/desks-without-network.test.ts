import type { Act } from '@jemput/shared/bookings/evening-batch';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anEvening, Office, Phone, type Seen } from '../../fixtures/desks-on-a-bad-line.ts';

const MINUTE = 60_000;
const desks = fc.integer({ min: 0, max: 2 });

/** What may happen to three desks and the line between them and the office. */
const happening = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('next' as const), desk: desks }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('alone' as const), desk: desks }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('skip' as const, 'park' as const), desk: desks }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('served' as const, 'recall' as const), desk: desks }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('walkIn' as const), desk: desks }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('arrives' as const), desk: desks, which: fc.nat(20) }) },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('send' as const),
      desk: desks,
      fate: fc.constantFrom<Fate[]>('answered', 'answered', 'answer lost', 'lost', 'twice', 'late', 'answer late'),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('late arrives' as const), which: fc.nat(20) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('time' as const), minutes: fc.integer({ min: 0, max: 20 }) }) },
);
type Happening = typeof happening extends fc.Arbitrary<infer H> ? H : never;

interface World {
  office: Office;
  phones: Phone[];
  truth: Map<string, Seen>;
  /** On their way: batches not yet there, and answers not yet back. */
  onTheWay: (() => void)[];
}

function aWorld(clocksOff: readonly number[], tickets = 14): World {
  const office = new Office(anEvening(tickets));
  const truth = new Map<string, Seen>();
  const phones = clocksOff.map((off, desk) => new Phone(office, desk, truth, off));
  for (const phone of phones) {
    phone.open();
    phone.hear(office.receive(phone.batch()));
  }
  for (let round = 0; round < 3; round++) {
    for (const phone of phones) phone.hear(office.receive(phone.batch()));
  }
  return { office, phones, truth, onTheWay: [] };
}

type Fate = 'answered' | 'answer lost' | 'lost' | 'twice' | 'late' | 'answer late';

function send({ office, onTheWay }: World, phone: Phone, fate: Fate): void {
  const batch = phone.batch();
  const answerOf = (act: Act) => office.receive(act);
  if (fate === 'lost') return;
  if (fate === 'late') {
    onTheWay.push(() => phone.hear(answerOf(batch)));
    return;
  }
  const answer = structuredClone(answerOf(batch));
  if (fate === 'twice') phone.hear(structuredClone(answerOf(batch)));
  if (fate === 'answered') phone.hear(answer);
  if (fate === 'answer late') onTheWay.push(() => phone.hear(answer));
}

function happen(world: World, one: Happening): void {
  if (one.do === 'time') {
    world.office.now += one.minutes * MINUTE;
    return;
  }
  if (one.do === 'late arrives') {
    const [arrives] = world.onTheWay.splice(one.which % Math.max(1, world.onTheWay.length), 1);
    arrives?.();
    return;
  }
  const phone = world.phones[one.desk] as Phone;
  world.office.now += 1;
  if (one.do === 'next') phone.pressNext();
  else if (one.do === 'alone') phone.nextByItself();
  else if (one.do === 'skip') phone.setAside('skipped');
  else if (one.do === 'park') phone.setAside('parked');
  else if (one.do === 'served') phone.served();
  else if (one.do === 'recall') phone.recall();
  else if (one.do === 'walkIn') phone.givesNumber();
  else if (one.do === 'arrives') phone.seesArriving(one.which);
  else if (one.do === 'send') send(world, phone, one.fate);
}

function untilAllIsTold({ office, phones, onTheWay }: World): void {
  for (const arrives of onTheWay.splice(0)) arrives();
  for (let round = 0; round < 4; round++) {
    office.now += 1;
    for (const phone of phones) phone.hear(office.receive(phone.batch()));
  }
}

const clocks = fc.array(fc.constantFrom(0, 5 * MINUTE, -5 * MINUTE), { minLength: 3, maxLength: 3 });

test('whatever the line between three desks and the office does, nobody is at two desks or served twice, and nothing told is lost', () => {
  fc.assert(
    fc.property(clocks, fc.array(happening, { minLength: 10, maxLength: 120 }), (clocksOff, story) => {
      const world = aWorld(clocksOff);
      for (const one of story) happen(world, one);
      untilAllIsTold(world);
      const { office, phones, truth } = world;
      expect(phones.flatMap(({ outbox }) => outbox)).toEqual([]);
      expect(office.refused).toEqual([]);
      for (const [id, seen] of truth) {
        const ticket = office.ticket(id);
        if (seen.state === 'served') expect(ticket, id).toMatchObject({ state: 'served', desk: 'BCD'[seen.desk] });
        else if (seen.state === 'called') expect(ticket, id).toMatchObject({ state: 'called', desk: 'BCD'[seen.desk] });
        else expect(['skipped', 'parked', 'held'], id).toContain(ticket?.state);
      }
      const labels = office.evening.tickets.map(({ series, number }) => `${series}${number}`);
      expect(new Set(labels).size).toBe(labels.length);
    }),
    { numRuns: 400 },
  );
});

/** All that three desks did by themselves, as batches of which each repeats what no answer came to. */
function batchesOfAnHourAlone(world: World, story: readonly Happening[]): Act[] {
  const batches: Act[] = [];
  for (const one of story) {
    happen(world, one);
    if ('desk' in one) batches.push(structuredClone((world.phones[one.desk] as Phone).batch()));
  }
  return [...batches, ...world.phones.map((phone) => phone.batch())];
}

const alone = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('alone' as const), desk: desks }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('skip' as const, 'park' as const), desk: desks }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('served' as const, 'recall' as const), desk: desks }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('walkIn' as const), desk: desks }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('arrives' as const), desk: desks, which: fc.nat(20) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('time' as const), minutes: fc.integer({ min: 1, max: 5 }) }) },
);

test('the evening comes out the same in whatever order batches come, however often', () => {
  fc.assert(
    fc.property(
      clocks,
      fc.array(alone, { minLength: 5, maxLength: 60 }),
      fc.infiniteStream(fc.nat()),
      (clocksOff, story, draws) => {
        const world = aWorld(clocksOff);
        const start = structuredClone(world.office.evening);
        const seen = new Map(world.office.seen);
        const batches = batchesOfAnHourAlone(world, story);
        const outcomeOf = (order: readonly Act[]) => {
          const office = new Office(structuredClone(start));
          for (const [id, event] of seen) office.seen.set(id, event);
          office.now = world.office.now + 1;
          // Sent again until received, as phones do; each batch as old as when it was made.
          for (const batch of [...order, ...batches])
            office.receive({ ...batch, sentAt: sentAtOf(batch, world, office.now) });
          const kept = ({ id, state, desk, calls, people, skipReason, calledAt }: (typeof start.tickets)[number]) => {
            return { id, state, desk, calls, people, skipReason, calledAt };
          };
          return office.evening.tickets.map(kept).sort((a, b) => (a.id < b.id ? -1 : 1));
        };
        const mixed = batches.map((batch) => ({ batch, key: draws.next().value ?? 0 }));
        mixed.sort((a, b) => a.key - b.key);
        expect(outcomeOf(mixed.map(({ batch }) => batch))).toEqual(outcomeOf(batches));
      },
    ),
    { numRuns: 300 },
  );
});

/** When it would leave, by its device's clock, if it left now. */
function sentAtOf(batch: Act, { phones, office }: World, now: number): number {
  const phone = phones.find(({ deviceId }) => deviceId === batch.deviceId);
  const off = (phone?.batch().sentAt ?? 0) - office.now;
  return now + off;
}
