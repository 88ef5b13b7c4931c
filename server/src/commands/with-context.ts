import type { Context } from '../context.ts';
import { closeDatabase, type OpenDatabase } from '../db/open.ts';
import { readSettings } from '../env.ts';
import { createLog } from '../http/request-log.ts';
import { openOffice } from '../open-office.ts';
import { contactKeys } from '../privacy/contact-keys.ts';

/** Runs a command on the office's database, whose owner may do everything; closes it afterwards. */
export async function withContext<T>(work: (ctx: Context & { db: OpenDatabase }) => Promise<T>): Promise<T> {
  const settings = readSettings();
  const { zone, secret } = settings;
  const db = await openOffice(settings);
  const actor = { id: 'command-line', name: 'command line', role: 'admin' } as const;
  try {
    return await work({
      db,
      now: Date.now,
      zone,
      secret,
      keys: contactKeys(settings.contactKeyDirectory),
      actor,
      log: createLog(),
    });
  } finally {
    await closeDatabase(db);
  }
}
