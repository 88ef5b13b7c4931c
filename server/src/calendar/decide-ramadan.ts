import { randomUUID } from 'node:crypto';
import { addDays, daysBetween, type LocalDate } from '@jemput/shared/calendar/local-date';
import { RAMADAN } from '@jemput/shared/forecast/event-calendar';
import { and, eq, gte, like, lte } from 'drizzle-orm';
import { lastTouch } from '../auth/last-touch.ts';
import { recordAct } from '../auth/record-act.ts';
import { requirePermission } from '../auth/roles.ts';
import type { Context } from '../context.ts';
import { type Database, inTransaction } from '../db/open.ts';
import { datedEvents } from '../db/schema/field.ts';
import { calendarDays } from '../db/schema/places.ts';
import { Conflict, Invalid } from '../errors.ts';
import { forecastAnew } from '../forecast/forecast-anew.ts';
import { markOfRun } from './mark-of.ts';
import { readOutdatedPairs } from './read-outdated.ts';
import { type RamadanRun, readRamadans } from './read-ramadans.ts';

export interface DecideRamadan {
  /** What begins on the date. */
  begins: 'ramadan' | 'idulfitri';
  date: LocalDate;
  /** The mark of the Ramadan that the planner saw (`listYear`). */
  seen: string;
}

/** A decision differs from what a calendar expects by a day or two. */
const DAYS_APART = 3;
const [SHORTEST_DAYS, LONGEST_DAYS] = [29, 30];

/**
 * Writes what the ministry decided in the evening (sidang isbat): on which date Ramadan or Idulfitri begins. Ramadan keeps 29 or 30 days, and
 * the holidays of Idulfitri move along. What is published stays until its hours are confirmed (`correctHours`).
 *
 * @returns the Ramadan as it stands now, and how many published sessions say other hours than they would have
 * @throws Invalid where no Ramadan is expected about that date
 * @throws Conflict where it is not as it was seen: somebody else wrote what was decided
 */
export async function decideRamadan(
  ctx: Context,
  decided: DecideRamadan,
): Promise<{ startDate: LocalDate; endDate: LocalDate; outdated: number }> {
  requirePermission(ctx, 'plans.write');
  return inTransaction(ctx, async (tx) => {
    const within = { ...ctx, db: tx };
    const before = await expectedAbout(tx, decided);
    if (markOfRun({ startDate: before.startDate, endDate: before.endDate }) !== decided.seen) {
      const touch = await lastTouch(within, before.startDate, ['plans.decideRamadan']);
      throw new Conflict(`Ramadan was changed${touch}.`);
    }
    const run = runDecided(before, decided);
    await writeRun(tx, before, run);
    await moveIdulfitri(tx, before, run.endDate);
    const { begins, date } = decided;
    await recordAct(tx, ctx, 'plans.decideRamadan', run.startDate, { begins, date, ...run });
    await forecastAnew(within);
    const { pairs } = await readOutdatedPairs(within);
    return { ...run, outdated: pairs.length };
  });
}

async function expectedAbout(tx: Database, { begins, date }: DecideRamadan): Promise<RamadanRun> {
  const runs = await readRamadans(tx, addDays(date, -DAYS_APART - 1), addDays(date, DAYS_APART));
  const run = runs.find(({ startDate, endDate }) => {
    const expected = begins === 'ramadan' ? startDate : addDays(endDate, 1);
    return Math.abs(daysBetween(expected, date)) <= DAYS_APART;
  });
  if (run) return run;
  const message = 'must be within three days of when the calendar expects it.';
  throw new Invalid(`The date ${message}`, [{ field: '/date', value: date, code: 'no_ramadan', message }]);
}

function runDecided({ startDate, endDate }: RamadanRun, { begins, date }: DecideRamadan) {
  if (begins === 'ramadan') {
    const [least, most] = [addDays(date, SHORTEST_DAYS - 1), addDays(date, LONGEST_DAYS - 1)];
    return { startDate: date, endDate: endDate < least ? least : endDate > most ? most : endDate };
  }
  const last = addDays(date, -1);
  const days = daysBetween(startDate, last) + 1;
  if (days >= SHORTEST_DAYS && days <= LONGEST_DAYS) return { startDate, endDate: last };
  const message = `Ramadan has 29 or 30 days, not ${days}.`;
  throw new Invalid(message, [{ field: '/date', value: date, code: 'ramadan_length', message }]);
}

async function writeRun(
  tx: Database,
  before: RamadanRun,
  run: { startDate: LocalDate; endDate: LocalDate },
): Promise<void> {
  const everywhere = { name: RAMADAN, slotId: null, venueKind: null, areaCode: null };
  if (!before.isOwn) {
    await tx.insert(datedEvents).values({ id: randomUUID(), ...everywhere, ...run });
    return;
  }
  await tx
    .update(datedEvents)
    .set(run)
    .where(and(eq(datedEvents.name, RAMADAN), eq(datedEvents.startDate, before.startDate)));
}

/** The holidays of Idulfitri begin on the date after the last of Ramadan. */
async function moveIdulfitri(tx: Database, before: RamadanRun, lastDate: LocalDate): Promise<void> {
  const near = [addDays(before.endDate, 1 - DAYS_APART), addDays(before.endDate, 1 + DAYS_APART)] as const;
  const days = await tx
    .select()
    .from(calendarDays)
    .where(
      and(
        eq(calendarDays.kind, 'holiday'),
        like(calendarDays.name, 'Idulfitri%'),
        gte(calendarDays.startDate, near[0]),
        lte(calendarDays.startDate, near[1]),
      ),
    );
  const first = days.map(({ startDate }) => startDate).sort()[0];
  const later = first === undefined ? 0 : daysBetween(first, addDays(lastDate, 1));
  if (later === 0) return;
  for (const { id, startDate, endDate } of days) {
    const moved = { startDate: addDays(startDate, later), endDate: addDays(endDate, later) };
    await tx.update(calendarDays).set(moved).where(eq(calendarDays.id, id));
  }
}
