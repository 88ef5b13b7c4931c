import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSignIn } from '@jemput/server/auth/sign-in';
import { closeDatabase, openDatabase } from '@jemput/server/db/open';
import { pino } from 'pino';
import { afterAll, expect, test } from 'vitest';

const command = new URL('../../../server/src/jemput.ts', import.meta.url).pathname;
const directory = mkdtempSync(join(tmpdir(), 'jemput-user-'));
afterAll(() => rmSync(directory, { recursive: true }));

function jemput(args: string[], input = '') {
  const env = { PATH: process.env.PATH ?? '' };
  const { stdout, stderr, status } = spawnSync(process.execPath, [command, ...args], {
    cwd: directory,
    env,
    input,
    encoding: 'utf8',
  });
  return { stdout, stderr, status };
}

async function signInStatus(username: string, password: string): Promise<number> {
  const db = await openDatabase({ url: `file:${join(directory, 'data/jemput.db')}` });
  const origin = 'http://localhost:3000';
  const signIn = createSignIn({ db, secret: 'x'.repeat(40), origin, log: pino({ level: 'silent' }) });
  const answer = await signIn.handle(
    new Request(`${origin}/api/auth/sign-in/username`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin },
      body: JSON.stringify({ username, password }),
    }),
  );
  await closeDatabase(db);
  return answer.status;
}

test('the first account is made, listed, used and disabled from the command line', async () => {
  const made = jemput(['user', 'add', 'Kepala', '--role', 'admin']);
  expect([made.status, made.stderr]).toEqual([0, '']);
  const password = /shown this once: (\S+)/.exec(made.stdout)?.[1] ?? '';
  expect(password.length).toBeGreaterThanOrEqual(16);
  expect(await signInStatus('kepala', password)).toBe(200);
  expect(jemput(['user', 'list']).stdout).toBe('kepala\tadmin\tactive\tkepala\n');
  expect(jemput(['user', 'disable', 'kepala']).status).toBe(0);
  expect(jemput(['user', 'list']).stdout).toBe('kepala\tadmin\tdisabled\tkepala\n');
  expect(await signInStatus('kepala', password)).toBe(403);
});

test('a password from stdin is taken and not printed', async () => {
  const made = jemput(['user', 'add', 'siti', '--role', 'planner', '--password-stdin'], 'correct-horse\n');
  expect(made).toEqual({ stdout: 'Account siti (planner) is made.\n', stderr: '', status: 0 });
  expect(await signInStatus('siti', 'correct-horse')).toBe(200);
});

test.each([
  [['user', 'add', 'x', '--role', 'admin'], /3 to 30/],
  [['user', 'add', 'agus', '--role', 'king'], /--role must be one of admin, planner, crew, courier, viewer, got king/],
  [['user', 'add', 'agus'], /--role/],
  [['user', 'add', 'agus', '--role', 'crew', '--password-stdin'], /8 to 128 characters/],
  [['user', 'disable', 'nobody'], /There is no account nobody/],
  [['user', 'list', '--loud'], /--loud/],
  [['user'], /jemput user add/],
  [['users'], /There is no command users/],
  [['backup'], /jemput backup FILE/],
])('%j is refused with exit code 2 and a word', (args, word) => {
  const { stdout, stderr, status } = jemput(args, 'short\n');
  expect([stdout, status]).toEqual(['', 2]);
  expect(stderr).toMatch(word);
});
