import { performance } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';
import type { Context } from '../context.ts';
import { type Database, generationOf } from '../db/open.ts';
import { emptyTimetable, patchTimetable } from './patch-timetable.ts';
import { readAllRows, readRevision, readRowsBetween } from './read-timetable-rows.ts';
import type { Timetable } from './timetable-snapshot.ts';

/** The timetable, and how sure it is. */
export interface HeldTimetable {
  timetable: Timetable;
  /** Unix milliseconds when it was last known to be what the office says. */
  asOf: number;
  /** Unix milliseconds since which the database cannot be read; null where it can. */
  outageSince: number | null;
}

interface Holding {
  /** Null before the first reading, and where what is held was kept from another run. */
  revision: number | null;
  generation: number;
  zone: string;
  held: HeldTimetable | null;
  reading: Promise<void> | null;
  /** Of `performance.now()`: when a database that failed was last asked. */
  triedAt: number;
}

type Reader = Pick<Context, 'db' | 'now' | 'zone' | 'log'>;

/** A database that does not answer a look at one number within this is treated as gone. */
const PATIENCE_MILLIS = 3000;
/** A database that is gone is asked again this often, beside the requests, which do not wait for it. */
const TRY_AGAIN_MILLIS = 500;

/** Nobody waits longer for a publication of thousands of sessions to be followed. */
const FOLLOW_MILLIS = 2000;

const holdings = new WeakMap<Database, Holding>();

/**
 * The timetable as of the last committed write of this or any other process, or the last one that could be read.
 *
 * @throws where the database cannot be read and nothing is held
 */
export async function upToDate(ctx: Reader): Promise<HeldTimetable> {
  const holding = holdingOf(ctx);
  if (holding.held === null || holding.held.outageSince === null) {
    await check(ctx, holding);
  } else if (performance.now() - holding.triedAt >= TRY_AGAIN_MILLIS) {
    holding.triedAt = performance.now();
    void check(ctx, holding);
  }
  return knownHeld(holding);
}

/** What is held without looking at the database; null before the first reading. */
export function lastHeld(db: Database): HeldTimetable | null {
  return holdings.get(db)?.held ?? null;
}

/** Begins with a timetable of another run, for a database that cannot be opened. */
export function holdKept(ctx: Reader, kept: { timetable: Timetable; asOf: number }): void {
  holdingOf(ctx).held = { ...kept, outageSince: ctx.now() };
}

function holdingOf({ db, zone }: Reader): Holding {
  const known = holdings.get(db);
  if (known?.zone === zone) return known;
  const fresh: Holding = { revision: null, generation: 0, zone, held: null, reading: null, triedAt: -Infinity };
  holdings.set(db, fresh);
  return fresh;
}

function knownHeld({ held }: Holding): HeldTimetable {
  if (!held) throw new Error('nothing is held after a look that succeeded');
  return held;
}

/** @throws where nothing is held that could be told in place of the failure */
async function check(ctx: Reader, holding: Holding): Promise<void> {
  try {
    const revision = await withPatience(readRevision(ctx.db));
    const generation = generationOf(ctx.db);
    if (generation !== holding.generation) Object.assign(holding, { generation, revision: null });
    while (holding.revision !== revision) {
      holding.reading ??= read(ctx, holding).finally(() => {
        holding.reading = null;
      });
      if (!(await isReadInTime(holding, holding.reading))) return;
      if (holding.revision !== null && holding.revision > revision) break;
    }
    settle(ctx, holding, null);
  } catch (error) {
    settle(ctx, holding, error);
  }
}

/** False where it takes longer than a reader should wait, who then has what is held. */
async function isReadInTime({ held }: Holding, reading: Promise<void>): Promise<boolean> {
  if (held === null) {
    await reading;
    return true;
  }
  const waiting = new AbortController();
  const late = setTimeout(FOLLOW_MILLIS, false, { signal: waiting.signal, ref: false }).catch(() => false);
  try {
    return await Promise.race([reading.then(() => true), late]);
  } finally {
    waiting.abort();
  }
}

/** What was written meanwhile is followed in slices, each some milliseconds, and shown when all of it is. */
async function read({ db, now, zone }: Reader, holding: Holding): Promise<void> {
  const known = holding.revision;
  const latest = await readRevision(db);
  // A lower one is that of an older copy.
  const whole = known === null || holding.held === null || latest < known;
  let timetable = whole || !holding.held ? emptyTimetable() : holding.held.timetable;
  const parts = whole ? readAllRows(db) : readRowsBetween(db, known, latest);
  for await (const fresh of parts) timetable = await patchTimetable(timetable, fresh, zone);
  holding.held = { asOf: now(), outageSince: null, ...holding.held, timetable };
  holding.revision = latest;
  void timetable.names.ready();
}

function settle({ now, log }: Reader, holding: Holding, error: unknown): void {
  const { held } = holding;
  if (error === null) {
    if (held?.outageSince != null) log.info('the database can be read again; the schedule is up to date');
    if (held) holding.held = { timetable: held.timetable, asOf: now(), outageSince: null };
    return;
  }
  if (!held) throw error;
  holding.triedAt = performance.now();
  if (held.outageSince !== null) return;
  log.error({ err: error }, 'the database cannot be read; the last schedule known is served with its age');
  holding.held = { ...held, outageSince: now() };
}

/** @throws Error where it takes longer than a reader should wait */
async function withPatience<Answer>(asked: Promise<Answer>): Promise<Answer> {
  const patience = new AbortController();
  const late = setTimeout(PATIENCE_MILLIS, undefined, { signal: patience.signal, ref: false }).then(() => {
    throw new Error(`The database has not answered for ${PATIENCE_MILLIS} ms.`);
  });
  try {
    return await Promise.race([asked, late]);
  } finally {
    late.catch(() => {});
    patience.abort();
  }
}
