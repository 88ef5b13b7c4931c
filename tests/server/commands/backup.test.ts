import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { closeDatabase, openDatabase } from '@jemput/server/db/open';
import { acts } from '@jemput/server/db/schema/staff';
import { afterEach, beforeEach, expect, test } from 'vitest';

const command = new URL('../../../server/src/jemput.ts', import.meta.url).pathname;
let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'jemput-backup-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

const file = (name: string) => join(directory, name);

function jemput(database: string, ...args: string[]) {
  const env = { PATH: process.env.PATH ?? '', DATABASE_URL: `file:${file(database)}` };
  const { stderr, status } = spawnSync(process.execPath, [command, ...args], { cwd: directory, env, encoding: 'utf8' });
  return { stderr, status };
}

const open = (name: string) => openDatabase({ url: `file:${file(name)}` });

async function actsIn(name: string): Promise<string[]> {
  const db = await open(name);
  const rows = await db.select({ act: acts.act }).from(acts);
  await closeDatabase(db);
  return rows.map(({ act }) => act);
}

test('a backup taken while the database is in use has what was committed, and restores to it', async () => {
  const db = await open('live.db');
  await db.insert(acts).values({ at: 0, act: 'before', subject: 'x' });
  expect(jemput('live.db', 'backup', file('copy.db'))).toEqual({ stderr: '', status: 0 });
  await db.insert(acts).values({ at: 0, act: 'after', subject: 'x' });
  await closeDatabase(db);
  expect(statSync(file('copy.db')).mode & 0o077).toBe(0);

  // This process still holds live.db after closing it, so what is restored over is a file that it never opened.
  copyFileSync(file('live.db'), file('stopped.db'));
  const refused = jemput('stopped.db', 'restore', file('copy.db'));
  expect(refused.status).toBe(2);
  expect(refused.stderr).toContain('--force');
  expect(readFileSync(file('stopped.db'))).toEqual(readFileSync(file('live.db')));

  expect(jemput('stopped.db', 'restore', file('copy.db'), '--force')).toEqual({ stderr: '', status: 0 });
  expect(await actsIn('stopped.db')).toEqual(['before']);
  expect(await actsIn('live.db')).toEqual(['before', 'after']);
});

test('a backup is restored where there is no database yet', async () => {
  const db = await open('live.db');
  await db.insert(acts).values({ at: 0, act: 'before', subject: 'x' });
  await closeDatabase(db);
  jemput('live.db', 'backup', file('copy.db'));
  expect(jemput('new.db', 'restore', file('copy.db')).status).toBe(0);
  expect(await actsIn('new.db')).toEqual(['before']);
});

test('a backup overwrites nothing, and makes no database where there is none', async () => {
  await closeDatabase(await open('live.db'));
  writeFileSync(file('letter.txt'), 'Dear office');
  expect(jemput('live.db', 'backup', file('letter.txt')).status).toBe(2);
  expect(jemput('none.db', 'backup', file('copy.db')).status).toBe(2);
  expect([existsSync(file('none.db')), existsSync(file('copy.db'))]).toEqual([false, false]);
});

test('what is no backup is not restored', async () => {
  await closeDatabase(await open('live.db'));
  writeFileSync(file('letter.txt'), 'Dear office '.repeat(500));
  for (const source of ['letter.txt', 'nothing.db']) {
    expect(jemput('live.db', 'restore', file(source), '--force').status).toBe(2);
  }
  expect(await actsIn('live.db')).toEqual([]);
});

test('a database that a server still writes to is not replaced', async () => {
  const db = await open('live.db');
  expect(jemput('live.db', 'backup', file('copy.db')).status).toBe(0);
  const refused = jemput('live.db', 'restore', file('copy.db'), '--force');
  expect(refused).toEqual({
    stderr: expect.stringMatching(/live\.db is in use\. Stop the server[^\n]*\n$/),
    status: 2,
  });
  await db.insert(acts).values({ at: 0, act: 'later', subject: 'x' });
  await closeDatabase(db);
  expect(await actsIn('live.db')).toEqual(['later']);
});

test('a database too damaged to be opened is still replaced by its backup', async () => {
  await closeDatabase(await open('live.db'));
  jemput('live.db', 'backup', file('copy.db'));
  writeFileSync(file('live.db'), 'Dear office '.repeat(500));
  expect(jemput('live.db', 'restore', file('copy.db'), '--force')).toEqual({ stderr: '', status: 0 });
});

test.each([
  ['export', 'kits', '--out', '/nowhere/at-all.csv'],
  ['export', 'kits', '--out', tmpdir()],
  ['export', 'feed', '/dev/null/feeds'],
  ['backup', '/nowhere/copy.db'],
])('where nothing can be written, %s %s says so in one line', async (...args) => {
  await closeDatabase(await open('live.db'));
  const { stderr, status } = jemput('live.db', ...args);
  expect([stderr.trimEnd().split('\n').length, status]).toEqual([1, 2]);
  expect(stderr).toMatch(/nowhere|tmp|null/);
});
