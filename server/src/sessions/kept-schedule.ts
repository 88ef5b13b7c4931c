import { createReadStream } from 'node:fs';
import { appendFile, open, rename, stat } from 'node:fs/promises';
import { createInterface } from 'node:readline/promises';
import { setImmediate } from 'node:timers/promises';
import type { Context } from '../context.ts';
import { upToDate } from './held-timetable.ts';
import { FORMAT, type KeptLine, KeptReader, officeLine, sessionLine } from './kept-schedule-lines.ts';
import type { Timetable } from './timetable-snapshot.ts';

/** Looks for something to keep this often. */
const LOOK_EVERY_MILLIS = 3000;
/** Where nothing was written, how much older than it is a kept schedule may say to be. */
const SAY_AGAIN_MILLIS = 30_000;
/** Lines made at once: some milliseconds, between which requests are answered. */
const SLICE = 250;
/** Entries that are compared between two pauses. */
const COMPARED_AT_ONCE = 5000;
/** A file that has grown by so much is written anew. */
const MOST_APPENDED = 8_000_000;
/** Counts of people that are not published are in it. */
const OWNER_ONLY = 0o600;

export interface KeptSchedule {
  timetable: Timetable;
  /** Unix milliseconds when it was last known to be what the office says. */
  asOf: number;
}

export interface ScheduleKeeper {
  /** Keeps what is to be kept first. */
  stop(): Promise<void>;
}

export interface KeeperOptions {
  lookEveryMillis?: number;
  /** Nothing is kept before. */
  after?: Promise<void>;
}

/** The last good schedule on disk, for a start without the database: null where there is none that can be read. */
export async function readKeptSchedule(file: string): Promise<KeptSchedule | null> {
  if (!(await stat(file).catch(() => null))?.isFile()) return null;
  const reader = new KeptReader();
  try {
    for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) reader.take(line);
  } catch (error) {
    // The last line of a process that died while it wrote; what came before is whole.
    if (!(error instanceof SyntaxError)) throw error;
  }
  return reader.timetable();
}

/** Keeps the schedule in a file from now on, while the database can be read. A failure is logged once. */
export function keepSchedule(
  ctx: Context,
  file: string,
  { lookEveryMillis = LOOK_EVERY_MILLIS, after = Promise.resolve() }: KeeperOptions = {},
): ScheduleKeeper {
  const writer = new KeptWriter(file);
  let failing = false;
  const look = async () => {
    try {
      const { timetable, asOf, outageSince } = await upToDate(ctx);
      if (outageSince === null) await writer.write(timetable, asOf);
      failing = false;
    } catch (error) {
      if (!failing) ctx.log.error({ err: error, file }, 'the schedule could not be kept on disk');
      failing = true;
    }
  };
  let looking: Promise<void> | null = after.then(look);
  const begin = () => {
    looking ??= look().finally(() => {
      looking = null;
    });
  };
  void looking.finally(() => {
    looking = null;
  });
  const timer = setInterval(begin, lookEveryMillis).unref();
  return {
    async stop() {
      clearInterval(timer);
      await looking;
      await look();
    },
  };
}

class KeptWriter {
  private readonly file: string;
  private kept: KeptSchedule | null = null;
  private appended = 0;

  constructor(file: string) {
    this.file = file;
  }

  async write(timetable: Timetable, asOf: number): Promise<void> {
    const { kept } = this;
    // An office that has promised nothing yet has nothing to lose.
    if (!kept && timetable.sessions.length === 0) return;
    if (kept?.timetable === timetable && asOf - kept.asOf < SAY_AGAIN_MILLIS) return;
    const whole = !kept || kept.timetable.areas !== timetable.areas || this.appended > MOST_APPENDED;
    if (whole) await this.writeWhole(allLines(timetable, asOf));
    else await this.append(changedLines(kept.timetable, timetable, asOf));
    this.kept = { timetable, asOf };
  }

  private async writeWhole(lines: Iterable<KeptLine>): Promise<void> {
    const fresh = `${this.file}.writing`;
    const handle = await open(fresh, 'w', OWNER_ONLY);
    try {
      for await (const text of textsOf(lines)) await handle.write(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(fresh, this.file);
    this.appended = 0;
  }

  private async append(lines: Iterable<KeptLine | null>): Promise<void> {
    let text = '';
    for await (const part of textsOf(lines)) text += part;
    await appendFile(this.file, text);
    this.appended += text.length;
  }
}

/** In pieces, so that nobody waits for all of it; at a null, too. */
async function* textsOf(lines: Iterable<KeptLine | null>): AsyncGenerator<string> {
  let text = '';
  let count = 0;
  for (const line of lines) {
    if (line) text += `${JSON.stringify(line)}\n`;
    if (line && ++count % SLICE > 0) continue;
    yield text;
    text = '';
    await setImmediate();
  }
  yield text;
}

function* allLines(timetable: Timetable, asOf: number): Generator<KeptLine> {
  const active = new Set(timetable.venues);
  yield ['format', FORMAT];
  yield officeLine(timetable);
  for (const area of timetable.areas) yield ['area', area];
  for (const venue of timetable.venueById.values()) yield ['venue', venue, active.has(venue)];
  for (const pool of timetable.progress.pools.values()) yield ['pool', pool];
  for (const entry of timetable.sessions) yield sessionLine(entry);
  yield ['asOf', asOf];
}

/** What differs between two timetables of the same areas. */
function* changedLines(before: Timetable, after: Timetable, asOf: number): Generator<KeptLine | null> {
  if (before !== after) {
    yield officeLine(after);
    if (before.venueById !== after.venueById) yield* changedVenues(before, after);
    if (before.progress.pools !== after.progress.pools) yield* changedPools(before, after);
    if (before.sessions !== after.sessions) yield* changedSessions(before, after);
  }
  yield ['asOf', asOf];
}

function* changedVenues(before: Timetable, after: Timetable): Generator<KeptLine> {
  const active = new Set(after.venues);
  for (const venue of after.venueById.values()) yield ['venue', venue, active.has(venue)];
  for (const id of before.venueById.keys()) if (!after.venueById.has(id)) yield ['gone', 'venue', id];
}

function* changedPools({ progress: before }: Timetable, { progress: after }: Timetable): Generator<KeptLine | null> {
  for (const pool of pausing(after.pools.values())) {
    if (pool === null) yield null;
    else if (before.pools.get(pool.id) !== pool) yield ['pool', pool];
  }
  for (const pool of pausing(before.pools.values())) {
    if (pool === null) yield null;
    else if (!after.pools.get(pool.id)) yield ['gone', 'pool', pool.id];
  }
}

function* changedSessions(before: Timetable, after: Timetable): Generator<KeptLine | null> {
  for (const entry of pausing(after.sessions)) {
    if (entry === null) yield null;
    else if (before.byId.get(entry.id) !== entry) yield sessionLine(entry);
  }
  for (const entry of pausing(before.sessions)) {
    if (entry === null) yield null;
    else if (!after.byId.get(entry.id)) yield ['gone', 'session', entry.id];
  }
}

/** With a null now and then. */
function* pausing<Entry>(entries: Iterable<Entry>): Generator<Entry | null> {
  let count = 0;
  for (const entry of entries) {
    yield entry;
    if (++count % COMPARED_AT_ONCE === 0) yield null;
  }
}
