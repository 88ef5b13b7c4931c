import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { access, mkdir, open, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Client, createClient, type ResultSet } from '@libsql/client';
import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/libsql';
import { migrate } from 'drizzle-orm/libsql/migrator';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import type { BaseSQLiteDatabase } from 'drizzle-orm/sqlite-core';
import { Connection, type Opened } from './connection.ts';
import { DatabaseAway, isDatabaseFailure } from './database-away.ts';
import { fetchInTime } from './fetch-in-time.ts';
import { serialiseWrites } from './write-lock.ts';

/** The database or an open transaction of it: the same queries go through both. */
export type Database = BaseSQLiteDatabase<'async', ResultSet>;

/** Owned by whoever opened it. */
export type OpenDatabase = Database & { $client: Client };

/** The database cannot be used; the message is one line for the person who starts the server. */
export class CannotOpen extends Error {
  override name = 'CannotOpen';
}

const migrationsFolder = fileURLToPath(new URL('migrations', import.meta.url));
const CONNECTIONS = 4;
const BUSY_MILLIS = 5000;
/** Accounts and contacts are in it; SQLite gives its side files the same mode. */
const OWNER_ONLY = 0o600;

/** The file of a `file:` address; null for a remote database. */
export function databaseFile(url: string): string | null {
  if (!url.startsWith('file:')) return null;
  return url.startsWith('file://') ? fileURLToPath(url) : url.slice('file:'.length);
}

/** @throws CannotOpen where it is not there and cannot be made, or cannot be written */
async function makeOrCheckFile(file: string): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true });
    if (!(await stat(file).catch(() => null))) await (await open(file, 'a', OWNER_ONLY)).close();
  } catch (error) {
    throw new CannotOpen(`The database ${file} cannot be written: ${(error as Error).message}.`);
  }
  await checkFile(file);
}

/** As much as SQLite writes at least. */
const PROBE = Buffer.alloc(4096);

/** Writes beside it and takes that away again: what is mounted for reading only, full or not ours shows before a resident's form does. @throws CannotOpen */
async function checkFile(file: string): Promise<void> {
  const probe = join(dirname(file), `.${basename(file)}.${randomUUID()}`);
  try {
    if ((await stat(file)).isDirectory()) throw new Error('it is a directory');
    await access(file, constants.R_OK | constants.W_OK);
    try {
      await writeFile(probe, PROBE, { mode: OWNER_ONLY });
    } finally {
      await rm(probe, { force: true });
    }
  } catch (error) {
    throw new CannotOpen(`The database ${file} cannot be written: ${(error as Error).message}.`);
  }
}

/** `synchronous` and `secure_delete` (what is deleted is written over) belong to a connection, so every one of the pool is made and set before first use. */
async function warmConnections(client: Client): Promise<void> {
  await client.execute('PRAGMA journal_mode = WAL');
  const held = [];
  for (let connection = 0; connection < CONNECTIONS; connection++) {
    await client.execute('PRAGMA synchronous = NORMAL');
    await client.execute('PRAGMA secure_delete = ON');
    held.push(await client.transaction('deferred'));
  }
  for (const transaction of held) await transaction.rollback();
}

async function checkIntegrity(client: Client): Promise<void> {
  const found = await client.execute('PRAGMA quick_check(1)');
  const answer = String(found.rows[0]?.[0]);
  if (answer !== 'ok') throw new Error(`it is damaged (${answer.replaceAll('\n', ' ')})`);
}

/** Of a failed query or request, what lies at the bottom of it. */
function innermost(error: unknown): unknown {
  return error instanceof Error && error.cause instanceof Error ? innermost(error.cause) : error;
}

function whyNot(error: unknown): string {
  const found = innermost(error);
  const message = found instanceof Error ? found.message || String(found) : String(found);
  if (/NOTADB|not a database/i.test(message)) return 'it is not a database, or a damaged one';
  return message.replace(/\s+/g, ' ');
}

export interface DatabaseAddress {
  /** `file:` for an embedded database in WAL mode, or `libsql://`, `http(s)://`, `ws(s)://` */
  url: string;
  authToken?: string;
}

/** Looks at a database before it is used; throws where it must not be. */
export type Accept = (db: Database) => Promise<void>;

const connections = new WeakMap<Database, Connection>();

/** @throws CannotOpen */
async function openClient({ url, authToken }: DatabaseAddress, accept: Accept | undefined): Promise<Opened> {
  const file = databaseFile(url);
  let client: Client | undefined;
  try {
    const local = { timeout: BUSY_MILLIS, concurrency: CONNECTIONS };
    const remote = { fetch: fetchInTime(), ...(authToken ? { authToken } : {}) };
    client = createClient({ url, ...(file ? local : remote) });
    if (file) {
      await checkIntegrity(client);
      await warmConnections(client);
    }
    const db = drizzle({ client: serialiseWrites(client) });
    await migrate(db, { migrationsFolder });
    await accept?.(db);
    return { client, file };
  } catch (error) {
    // A log left behind would be taken for that of whatever file stands here next.
    if (file) await client?.execute('PRAGMA wal_checkpoint(TRUNCATE)').catch(() => {});
    client?.close();
    const shown = file ?? url.replace(/\?.*$/, '');
    throw new CannotOpen(`The database ${shown} cannot be used: ${whyNot(error)}.`, { cause: error });
  }
}

/**
 * Opens the database and brings its tables up to date. Where its file is taken away or another put in its place while it
 * is open, questions fail with DatabaseAway until it can be opened again.
 *
 * @param accept looks at what is opened, now and later; what it writes is kept
 * @throws CannotOpen where the file is corrupt or read-only, or the server cannot be reached
 */
export async function openDatabase(address: DatabaseAddress, accept?: Accept): Promise<OpenDatabase> {
  const file = databaseFile(address.url);
  if (file) await makeOrCheckFile(file);
  const opened = await openClient(address, accept);
  const connection = new Connection(file, () => openAgain(address, accept));
  connection.use(opened);
  return databaseOf(connection);
}

/**
 * A database that is away now: every question fails with DatabaseAway until it is there and can be opened, which is tried
 * with each question.
 *
 * @param why what is told until then
 */
export function awaitDatabase(address: DatabaseAddress, accept: Accept, why: string): OpenDatabase {
  return databaseOf(new Connection(databaseFile(address.url), () => openAgain(address, accept), why));
}

/** One that can be read and not written is not taken: people would be let into forms that lose what they say. */
async function openAgain(address: DatabaseAddress, accept: Accept | undefined): Promise<Opened> {
  const file = databaseFile(address.url);
  if (file) await checkFile(file);
  return openClient(address, accept);
}

function databaseOf(connection: Connection): OpenDatabase {
  const db = drizzle({ client: serialiseWrites(connection.client) });
  connections.set(db, connection);
  return db;
}

/** Another number means another database behind `db`, of which nothing is known yet. */
export function generationOf(db: Database): number {
  return connections.get(db)?.generation ?? 0;
}

/** @throws DatabaseAway where it cannot be asked anything now */
export async function requireDatabase(db: Database): Promise<void> {
  try {
    await db.get(sql`select 1`);
  } catch (error) {
    throw new DatabaseAway(`The database cannot be reached: ${whyNot(error)}`, { cause: error });
  }
}

/** @throws CannotOpen where its file cannot be written now; a remote one tells that by itself */
export async function requireWritable(db: Database): Promise<void> {
  const file = connections.get(db)?.file;
  if (file) await checkFile(file);
}

/** Writes that belong together: all of them or none. Inside, query through `tx` only; it may be nested. */
export function inTransaction<T>({ db }: { db: Database }, work: (tx: Database) => Promise<T>): Promise<T> {
  return db.transaction((tx) => work(tx));
}

/** Deleted bytes are still in the log until it is folded into the file; with readers at work it is folded the next time. A libSQL server keeps its own log and knows no such order. */
export async function foldLog(db: Database): Promise<void> {
  if (connections.get(db)?.file) await db.run(sql`pragma wal_checkpoint(truncate)`);
}

/** Brings what was written into the one file, then lets go of it. */
export async function closeDatabase(db: OpenDatabase): Promise<void> {
  try {
    if (db.$client.protocol === 'file') await db.$client.execute('PRAGMA wal_checkpoint(TRUNCATE)');
  } catch (error) {
    if (!isDatabaseFailure(error)) throw error;
  } finally {
    db.$client.close();
  }
}

/** How many migrations this code brings. */
export function migrationCount(): number {
  return readMigrationFiles({ migrationsFolder }).length;
}
