import { existsSync } from 'node:fs';
import { ensureCalendar } from './calendar/ensure-calendar.ts';
import { awaitDatabase, CannotOpen, type Database, databaseFile, type OpenDatabase, openDatabase } from './db/open.ts';
import { isEmpty } from './demo/load-demo.ts';
import type { Settings } from './env.ts';
import { ensureSlots } from './places/slots.ts';
import { lastHeld } from './sessions/held-timetable.ts';

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

/** A database to serve from. */
export interface FoundOffice {
  db: OpenDatabase;
  /** Why it cannot be asked yet; it is opened as soon as it can. Null where it can. */
  away: string | null;
}

/**
 * The database that the settings name; where a schedule was kept from it and it is missing or cannot be opened, one that
 * is awaited. Once sessions are known no empty database takes its place.
 *
 * @param hasKept whether a schedule was kept
 * @param accept what else is to be done with a database before it is used
 * @throws CannotOpen where nothing was kept
 */
export async function openOrAwait(
  settings: Place,
  { hasKept, accept }: { hasKept: boolean; accept: (db: Database) => Promise<void> },
): Promise<FoundOffice> {
  const address = addressOf(settings);
  let found: OpenDatabase | undefined;
  const hasPublished = () => hasKept || (found !== undefined && hasSessions(found));
  const take = async (db: Database) => {
    if (hasPublished() && (await isEmpty({ db }))) throw new Error('it is empty, and a schedule had been published');
    await prepare(db);
    await accept(db);
  };
  const file = databaseFile(address.url);
  const awaited = (away: string) => ({ db: awaitDatabase(address, take, away), away });
  if (hasKept && file && !existsSync(file)) return awaited(`The database ${file} is missing.`);
  try {
    found = await openDatabase(address, take);
    return { db: found, away: null };
  } catch (error) {
    if (!hasKept || !(error instanceof CannotOpen)) throw error;
    return awaited(error.message);
  }
}
