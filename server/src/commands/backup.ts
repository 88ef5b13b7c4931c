import { constants, existsSync } from 'node:fs';
import { access, chmod, copyFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { createClient } from '@libsql/client';
import { databaseFile } from '../db/open.ts';
import { readSettings } from '../env.ts';
import { UsageError } from './usage-error.ts';
import { withContext } from './with-context.ts';

function embeddedFile(command: string): string {
  const { databaseUrl } = readSettings();
  const file = databaseFile(databaseUrl);
  if (!file) throw new UsageError(`${command} works on an embedded database; a libSQL server has its own means.`);
  return file;
}

/** `jemput backup FILE`: a consistent copy while the server goes on serving. */
export async function backup(args: string[]): Promise<number> {
  const [target, ...more] = parseArgs({ args, allowPositionals: true, options: {} }).positionals;
  if (!target || more.length > 0) throw new UsageError('jemput backup FILE');
  const source = embeddedFile('backup');
  if (!existsSync(source)) throw new UsageError(`There is no database ${source}.`);
  if (existsSync(target)) throw new UsageError(`${target} exists already; a backup overwrites nothing.`);
  await access(dirname(target), constants.W_OK);
  await withContext(({ db }) => db.$client.execute({ sql: 'VACUUM INTO ?', args: [target] }));
  await chmod(target, 0o600);
  process.stdout.write(`${target} holds the database as of now.\n`);
  return 0;
}

async function refuseNoBackup(source: string): Promise<void> {
  if (!existsSync(source)) throw new UsageError(`There is no file ${source}.`);
  let client: ReturnType<typeof createClient> | undefined;
  try {
    client = createClient({ url: `file:${source}` });
    const check = await client.execute('PRAGMA quick_check(1)');
    const tables = await client.execute("SELECT 1 FROM sqlite_schema WHERE name = '__drizzle_migrations'");
    if (check.rows[0]?.[0] !== 'ok' || tables.rows.length === 0) throw new Error('not a backup of Jemput');
  } catch (error) {
    throw new UsageError(`${source} is not a whole backup: ${(error as Error).message}.`);
  } finally {
    client?.close();
  }
}

/** A server that goes on writing to a file that was replaced loses what it writes. */
async function refuseInUse(target: string): Promise<void> {
  const client = createClient({ url: `file:${target}` });
  try {
    await client.execute('PRAGMA journal_mode = DELETE');
  } catch (error) {
    const { code } = error as { code?: string };
    if (!code?.startsWith('SQLITE_BUSY')) return;
    throw new UsageError(`${target} is in use. Stop the server, then restore; nothing was changed.`);
  } finally {
    client.close();
  }
}

/** `jemput restore FILE [--force]`: puts a backup in the database's place. The server must be stopped. */
export async function restore(args: string[]): Promise<number> {
  const options = { force: { type: 'boolean', default: false } } as const;
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options });
  const [source, ...more] = positionals;
  if (!source || more.length > 0) throw new UsageError('jemput restore FILE [--force]');
  const target = embeddedFile('restore');
  await refuseNoBackup(source);
  if (existsSync(target) && !values.force) {
    throw new UsageError(`${target} exists. Stop the server, then restore with --force to overwrite it.`);
  }
  if (existsSync(target)) await refuseInUse(target);
  const fresh = `${target}.restoring`;
  await copyFile(source, fresh);
  await chmod(fresh, 0o600);
  for (const side of ['-wal', '-shm']) await rm(`${target}${side}`, { force: true });
  await rename(fresh, target);
  await withContext(async () => {});
  process.stdout.write(`${target} is restored from ${source}.\n`);
  return 0;
}
