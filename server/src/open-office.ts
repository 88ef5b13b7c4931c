import { existsSync } from 'node:fs';
import { ensureCalendar } from './calendar/ensure-calendar.ts';
import { awaitDatabase, CannotOpen, type Database, databaseFile, type OpenDatabase, openDatabase } from './db/open.ts';
import { isEmpty } from './demo/load-demo.ts';
import type { Settings } from './env.ts';
import { ensureSlots } from './places/slots.ts';
import { type KeptBeside, publishedBefore } from './published-before.ts';
import { lastHeld } from './sessions/held-timetable.ts';
import { type KeptSchedule, readKeptSchedule } from './sessions/kept-schedule.ts';

type Place = Pick<Settings, 'databaseUrl' | 'databaseAuthToken'>;

/** What an office's database has from the start. */
async function prepare(db: Database): Promise<void> {
  await ensureSlots({ db });
  await ensureCalendar({ db });
}

function addressOf({ databaseUrl: url, databaseAuthToken: authToken }: Place) {
  return { url, ...(authToken === null ? {} : { authToken }) };
}

/** Null where there is one, or where there never was. */
function whyMissing({ databaseUrl }: Place, before: string[]): CannotOpen | null {
  const file = databaseFile(databaseUrl);
  if (file === null || existsSync(file) || before.length === 0) return null;
  return new CannotOpen(`The database ${file} is missing, and was there before: ${before.join(', ')}.`);
}

/** The database that the settings name, ready for a command. @throws CannotOpen also in place of making one where one was lost */
export async function openOffice(settings: Place & KeptBeside): Promise<OpenDatabase> {
  const missing = whyMissing(settings, publishedBefore(settings));
  if (missing) throw missing;
  return openDatabase(addressOf(settings), prepare);
}

function hasSessions(db: Database): boolean {
  return (lastHeld(db)?.timetable.sessions.length ?? 0) > 0;
}

/** A database to serve from, or one that is opened as soon as it can be, and why it cannot be now. */
export type FoundOffice =
  | { db: OpenDatabase; away: null }
  | {
      db: OpenDatabase;
      away: string;
      /** What is told till then; null where no schedule could be kept, and so nobody is told anything. */
      kept: KeptSchedule | null;
      /** What must be deleted to begin anew. */
      before: string[];
    };

/**
 * The database that the settings name; where an office has left something beside it and it is missing, empty or cannot
 * be opened, one that is awaited. Once sessions are known no empty database takes its place.
 *
 * @param accept what else is to be done with a database before it is used
 * @throws CannotOpen where nothing was there before
 */
export async function openOrAwait(
  settings: Place & KeptBeside,
  accept: (db: Database) => Promise<void>,
): Promise<FoundOffice> {
  const address = addressOf(settings);
  const before = publishedBefore(settings);
  let found: OpenDatabase | undefined;
  const wasThere = () => before.length > 0 || (found !== undefined && hasSessions(found));
  const take = async (db: Database) => {
    if (wasThere() && (await isEmpty({ db }))) throw new Error('it is empty, and one that was not had been there');
    await prepare(db);
    await accept(db);
  };
  const awaited = async (away: CannotOpen): Promise<FoundOffice> => {
    if (before.length === 0) throw away;
    const kept = await readKeptSchedule(settings.scheduleFile);
    return { db: awaitDatabase(address, take, away.message), away: away.message, kept, before };
  };
  const missing = whyMissing(settings, before);
  if (missing) return awaited(missing);
  try {
    found = await openDatabase(address, take);
    return { db: found, away: null };
  } catch (error) {
    if (error instanceof CannotOpen) return awaited(error);
    throw error;
  }
}
