import { comingOfAge, turnout } from '@jemput/server/db/schema/field';
import { areas, calendarDays, office, openings, pools, slots, venues } from '@jemput/server/db/schema/places';
import { sessionChanges, sessions } from '@jemput/server/db/schema/sessions';
import { emptyTimetable, patchTimetable } from '@jemput/server/sessions/patch-timetable';
import { readAllRows } from '@jemput/server/sessions/read-timetable-rows';
import { currentTimetable, type Timetable } from '@jemput/server/sessions/timetable-snapshot';
import { eq } from 'drizzle-orm';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anOffice, aStint, type OfficeContext, publish } from '../../fixtures/an-office.ts';

const venueIds = ['pajang', 'kampung-baru', 'mojosongo', 'pasar-kleco'];
const HOUR = 3600;
const START = Date.parse('2026-11-20T02:00:00Z') / 1000;

/** All that can be asked of a timetable, in plain values. */
function saidBy(timetable: Timetable) {
  const { byId, standIns, names, areaByCode, venueById, marketRules, progress, ...lists } = timetable;
  const now = START * 1000;
  return {
    ...lists,
    ids: [...byId.values()].map(({ id }) => id).sort(),
    found: lists.sessions.map(({ id }) => byId.get(id)),
    nearest: [...venueById.values()].map((venue) => standIns.nearest({ ...venue, notId: '', service: null }, now, 3)),
    named: ['pajang', 'baru', 'jebres', 'balai'].map((q) => names.find(q)),
    areaByCode: [...areaByCode],
    venueById: [...venueById],
    marketRules: [...marketRules],
    progress: {
      ...progress,
      pools: [...progress.pools.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
      servedOn: [...progress.servedOn].sort(),
    },
  };
}

async function readAnew({ db, zone }: OfficeContext): Promise<Timetable> {
  let timetable = emptyTimetable();
  for await (const fresh of readAllRows(db)) timetable = await patchTimetable(timetable, fresh, zone);
  return timetable;
}

interface Write {
  what: keyof typeof writers;
  /** Which one, and how. */
  which: number;
  how: number;
}

const statuses = ['scheduled', 'open', 'full', 'paused', 'done', 'cancelled'] as const;

/** Any of what the office, an import or another process may write, without the verbs that know of the timetable. */
const writers = {
  async addSession({ db }: OfficeContext, which: number, how: number) {
    const venueId = venueIds[which % 4] ?? '';
    const startsAt = START + how * HOUR;
    const shown = { venueId, slotId: 'malam', date: '2026-11-20', startsAt, endsAt: startsAt + 5 * HOUR };
    const expected = { expectedMean: how, expectedLow: 1, expectedHigh: 9, crowd: 'normal' as const };
    const id = `added-${which}-${how}`;
    await db
      .insert(sessions)
      .values({ id, status: 'scheduled', ...shown, kits: 1, capacity: 90, ...expected, checkedAt: how })
      .onConflictDoUpdate({ target: sessions.id, set: { checkedAt: how, status: 'open' } });
  },
  async report({ db }: OfficeContext, which: number, how: number) {
    const id = await sessionAt(db, which);
    const told = { status: statuses[how % 6] ?? 'open', room: 'last' as const, checkedAt: how * 1e9 };
    await db.update(sessions).set(told).where(eq(sessions.id, id));
  },
  async move({ db }: OfficeContext, which: number, how: number) {
    const id = await sessionAt(db, which);
    if (!id) return;
    const [row] = await db.select().from(sessions).where(eq(sessions.id, id));
    const venueId = venueIds[how % 4] ?? '';
    const startsAt = START + how * 2 * HOUR;
    await db.update(sessions).set({ venueId, startsAt, status: 'moved' }).where(eq(sessions.id, id));
    const from = `${row?.venueId}|${row?.date}|${row?.slotId}`;
    await db.insert(sessionChanges).values({
      sessionId: id,
      sequence: 1,
      at: how,
      what: 'moved',
      from,
      to: `${venueId}|2026-11-20|malam`,
      reason: 'uji',
    });
  },
  async removeSession({ db }: OfficeContext, which: number) {
    const id = await sessionAt(db, which);
    await db.delete(sessionChanges).where(eq(sessionChanges.sessionId, id));
    if (id.startsWith('added')) await db.delete(sessions).where(eq(sessions.id, id));
  },
  async saveVenue({ db }: OfficeContext, which: number, how: number) {
    const set = [
      { name: `Balai ${how}` },
      { active: how % 2 === 0 },
      { lat: -7.5 - how / 100 },
      { contactName: `${how}` },
    ];
    await db
      .update(venues)
      .set(set[how % 4] ?? {})
      .where(eq(venues.id, venueIds[which % 4] ?? ''));
  },
  async saveArea({ db }: OfficeContext, which: number, how: number) {
    const codes = ['33.72.01', '33.72.03.1002', '33.72.04.1011'];
    await db
      .update(areas)
      .set({ name: `Wilayah ${how}` })
      .where(eq(areas.code, codes[which % 3] ?? ''));
  },
  async addArea({ db }: OfficeContext, which: number) {
    const area = {
      code: `33.72.01.10${10 + which}`,
      name: `Baru ${which}`,
      level: 'village' as const,
      parentCode: '33.72.01',
    };
    await db.insert(areas).values(area).onConflictDoNothing();
  },
  async savePlaces({ db }: OfficeContext, which: number, how: number) {
    await db.update(office).set({ name: `Kantor ${how}` });
    await db
      .update(slots)
      .set({ startTime: `${10 + (how % 9)}:30` })
      .where(eq(slots.id, which % 2 === 0 ? 'siang' : 'malam'));
  },
  async saveCalendar({ db }: OfficeContext, which: number, how: number) {
    if (how % 3 === 0) await db.delete(calendarDays);
    else {
      const day = { name: `Libur ${which}`, startDate: `2026-12-${10 + how}`, endDate: `2026-12-${10 + how}` };
      await db.insert(calendarDays).values({ kind: 'holiday', ...day });
    }
  },
  async saveOpening({ db }: OfficeContext, which: number, how: number) {
    const rule = { weekdays: [1, 2], except: [], also: [], ...(how % 2 === 0 ? { pasaran: ['legi' as const] } : {}) };
    await db
      .update(openings)
      .set({ rule })
      .where(eq(openings.venueId, venueIds[which % 4] ?? ''));
  },
  async record({ db }: OfficeContext, which: number, how: number) {
    const pool = venueIds[which % 3] ?? '';
    await db
      .update(pools)
      .set({ remaining: 1000 - how })
      .where(eq(pools.id, pool));
    const row = { venueId: pool, date: `2026-11-${10 + (how % 9)}`, slotId: 'malam', served: how };
    await db
      .insert(turnout)
      .values(row)
      .onConflictDoUpdate({
        target: [turnout.venueId, turnout.date, turnout.slotId],
        set: { served: how, date: `2026-10-${10 + (which % 9)}` },
        where: eq(turnout.venueId, 'nowhere'),
      });
    if (how % 4 === 0) await db.delete(turnout).where(eq(turnout.venueId, pool));
    await db
      .insert(comingOfAge)
      .values({ poolId: pool, month: `2026-1${which % 3}`, people: how })
      .onConflictDoUpdate({
        target: [comingOfAge.poolId, comingOfAge.month],
        set: { enteredAt: how % 2 === 0 ? null : 1 },
      });
  },
};

async function sessionAt(db: OfficeContext['db'], which: number): Promise<string> {
  const rows = await db.select({ id: sessions.id }).from(sessions).orderBy(sessions.id);
  return rows[which % Math.max(1, rows.length)]?.id ?? '';
}

const write: fc.Arbitrary<Write> = fc.record({
  what: fc.constantFrom(...(Object.keys(writers) as (keyof typeof writers)[])),
  which: fc.nat(12),
  how: fc.nat(15),
});

test('whatever is written, the timetable that follows says what one read anew says', async () => {
  const ctx = await anOffice();
  await publish(ctx, [aStint(), aStint({ venue: 'kampung-baru', kits: ['K02'], slot: 'siang', days: 1 })]);
  await currentTimetable(ctx);
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(write, { minLength: 1, maxLength: 4 }), { maxLength: 6 }), async (rounds) => {
      for (const writes of rounds) {
        const before = await currentTimetable(ctx);
        const said = structuredClone(saidBy(before));
        for (const { what, which, how } of writes) await writers[what](ctx, which, how);
        expect(saidBy(await currentTimetable(ctx))).toEqual(saidBy(await readAnew(ctx)));
        expect(saidBy(before)).toEqual(said);
      }
    }),
    { numRuns: 40 },
  );
});

test('one report leaves all other sessions, places and names the very same objects', async () => {
  const ctx = await anOffice();
  await publish(ctx, [aStint(), aStint({ venue: 'mojosongo', kits: ['K02'] })]);
  const before = await currentTimetable(ctx);
  const [first, ...others] = before.sessions;
  await ctx.db
    .update(sessions)
    .set({ status: 'open' })
    .where(eq(sessions.id, first?.id ?? ''));
  const after = await currentTimetable(ctx);
  expect(after.byId.get(first?.id ?? '')?.status).toBe('open');
  for (const { id } of others) expect(after.byId.get(id)).toBe(before.byId.get(id));
  for (const part of ['names', 'areas', 'venues', 'slots', 'progress'] as const) expect(after[part]).toBe(before[part]);
});
