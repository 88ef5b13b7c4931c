import { existsSync } from 'node:fs';
import { ensureCalendar } from './calendar/ensure-calendar.ts';
import { awaitDatabase, CannotOpen, type Database, databaseFile, type OpenDatabase, openDatabase } from './db/open.ts';
import { isEmpty } from './demo/load-demo.ts';
import type { Settings } from './env.ts';
import { ensureSlots } from './places/slots.ts';
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

/** The database that the settings name, ready for the server or a command. @throws CannotOpen */
export function openOffice(settings: Place): Promise<OpenDatabase> {
  return openDatabase(addressOf(settings), prepare);
}

function hasSessions(db: Database): boolean {
  return (lastHeld(db)?.timetable.sessions.length ?? 0) > 0;
}

/** A database to serve from, or one that is opened as soon as it can be, for the reason in `away`, and what is told till then. */
export type FoundOffice =
  | { db: OpenDatabase; away: null; kept: null }
  | { db: OpenDatabase; away: string; kept: KeptSchedule };

/**
 * The database that the settings name; where a schedule was kept from it and it is missing or cannot be opened, one that
 * is awaited. Once sessions are known no empty database takes its place.
 *
 * @param accept what else is to be done with a database before it is used
 * @throws CannotOpen where nothing was kept
 */
export async function openOrAwait(
  settings: Place & Pick<Settings, 'scheduleFile'>,
  accept: (db: Database) => Promise<void>,
): Promise<FoundOffice> {
  const address = addressOf(settings);
  const hasKept = existsSync(settings.scheduleFile);
  let found: OpenDatabase | undefined;
  const hasPublished = () => hasKept || (found !== undefined && hasSessions(found));
  const take = async (db: Database) => {
    if (hasPublished() && (await isEmpty({ db }))) throw new Error('it is empty, and a schedule had been published');
    await prepare(db);
    await accept(db);
  };
  const awaited = async (away: CannotOpen): Promise<FoundOffice> => {
    const kept = hasKept ? await readKeptSchedule(settings.scheduleFile) : null;
    if (!kept) throw away;
    return { db: awaitDatabase(address, take, away.message), away: away.message, kept };
  };
  const file = databaseFile(address.url);
  if (hasKept && file && !existsSync(file)) return awaited(new CannotOpen(`The database ${file} is missing.`));
  try {
    found = await openDatabase(address, take);
    return { db: found, away: null, kept: null };
  } catch (error) {
    if (error instanceof CannotOpen) return awaited(error);
    throw error;
  }
}
