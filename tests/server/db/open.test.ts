import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { closeDatabase, openDatabase } from '@jemput/server/db/open';
import { acts } from '@jemput/server/db/schema/staff';
import { sql } from 'drizzle-orm';
import { afterAll, expect, test } from 'vitest';
import { aContext } from '../../fixtures/test-context.ts';

const directory = mkdtempSync(join(tmpdir(), 'jemput-open-'));
afterAll(() => rmSync(directory, { recursive: true }));

const file = (name: string) => join(directory, name);
const open = (name: string) => openDatabase({ url: `file:${file(name)}` });
const oneLine = (message: string) =>
  expect.objectContaining({ name: 'CannotOpen', message: expect.stringMatching(message) });

test('a new database has WAL, enforced references and every connection in NORMAL', async () => {
  const { db } = await aContext();
  const read = async (pragma: string) => (await db.all<Record<string, unknown>>(sql.raw(`pragma ${pragma}`)))[0];
  expect(await read('journal_mode')).toEqual({ journal_mode: 'wal' });
  const held = [];
  for (let connection = 0; connection < 4; connection++) {
    expect(await read('foreign_keys')).toEqual({ foreign_keys: 1 });
    expect(await read('synchronous')).toEqual({ synchronous: 1 });
    if (connection < 3) held.push(await db.$client.transaction('read'));
  }
  for (const transaction of held) await transaction.rollback();
});

test('what was written is there after closing and opening, in one file for its owner only', async () => {
  const db = await open('kept.db');
  await db.insert(acts).values({ at: 0, act: 'kept', subject: 'x' });
  await closeDatabase(db);
  expect(statSync(file('kept.db')).mode & 0o077).toBe(0);
  expect(readFileSync(file('kept.db')).subarray(0, 15).toString()).toBe('SQLite format 3');
  const again = await open('kept.db');
  expect(await again.select({ act: acts.act }).from(acts)).toEqual([{ act: 'kept' }]);
  await closeDatabase(again);
});

test('a file that is no database is refused in one line and left as it was', async () => {
  writeFileSync(file('letter.db'), 'Dear office, '.repeat(1000));
  await expect(open('letter.db')).rejects.toEqual(
    oneLine(`^The database .*letter.db cannot be used: .*not a database.*$`),
  );
  expect(readFileSync(file('letter.db'), 'utf8')).toBe('Dear office, '.repeat(1000));
});

test.each<[what: string, damage: (bytes: Buffer) => void]>([
  ['two overwritten pages', (bytes) => bytes.fill(0x5a, bytes.length - 8192)],
  ['a free list that is not there', (bytes) => bytes.writeUInt32BE(5, 36)],
])('a database with %s is refused in one line', async (what, damage) => {
  const name = `${what}.db`;
  await closeDatabase(await open(name));
  const bytes = readFileSync(file(name));
  damage(bytes);
  writeFileSync(file(name), bytes);
  await expect(open(name)).rejects.toEqual(oneLine(`^The database .*${name} cannot be used: [^\\n]*$`));
});

test('a folder in the place of the file is refused in one line', async () => {
  await expect(openDatabase({ url: `file:${directory}` })).rejects.toEqual(oneLine('^The database .* a directory\\.$'));
});

test('a server that is not there is refused in one line', async () => {
  await expect(openDatabase({ url: 'http://127.0.0.1:1' })).rejects.toEqual(
    oneLine('^The database http://127.*cannot be used: bad port\\.$'),
  );
});

/** Root may write everywhere, so another user has to try. */
test('a read-only file is refused in one line', async () => {
  const place = mkdtempSync(join(tmpdir(), 'jemput-read-only-'));
  const target = join(place, 'read-only.db');
  await closeDatabase(await openDatabase({ url: `file:${target}` }));
  chmodSync(target, 0o444);
  chmodSync(place, 0o777);
  const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
  const script = `import { openDatabase } from '${new URL('../../../server/src/db/open.ts', import.meta.url).pathname}';
    await openDatabase({ url: 'file:${target}' }).catch((error) => console.log(error.message));`;
  const tried = spawnSync(process.execPath, ['--input-type=module', '-e', script], { ...nobody, encoding: 'utf8' });
  expect(tried.stderr).toBe('');
  expect(tried.stdout).toMatch(/^The database .*read-only.db cannot be written: [^\n]*permission denied[^\n]*\n$/);
  rmSync(place, { recursive: true });
});
