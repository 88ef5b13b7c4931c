import { ensureCalendar } from './calendar/ensure-calendar.ts';
import { type OpenDatabase, openDatabase } from './db/open.ts';
import type { Settings } from './env.ts';
import { ensureSlots } from './places/slots.ts';

/** The database that the settings name, ready for the server or a command. @throws CannotOpen */
export async function openOffice({
  databaseUrl: url,
  databaseAuthToken: authToken,
}: Pick<Settings, 'databaseUrl' | 'databaseAuthToken'>): Promise<OpenDatabase> {
  const db = await openDatabase({ url, ...(authToken === null ? {} : { authToken }) });
  await ensureSlots({ db });
  await ensureCalendar({ db });
  return db;
}
