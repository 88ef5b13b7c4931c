import { readFile, stat } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningServer, startServer } from '../../fixtures/a-running-server.ts';

let server: RunningServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

/** Where SQLite's shared lock on a file begins: https://sqlite.org/src/file/src/os.h, SHARED_FIRST. */
const SHARED_FIRST = 0x40000002;

/**
 * A process that opens and closes its own database file gives up every lock that SQLite holds on it (https://sqlite.org/howtocorrupt.html,
 * 2.2). The next process that closes the database then takes itself for the last one and removes the log from under the server.
 */
test.each(['/readyz', '/healthz', '/metrics', '/', '/api/v1/sessions', '/feeds/manifest.json', '/masuk'])(
  'after %s was asked, the server still holds its lock on the database',
  async (path) => {
    expect((await fetch(server.url + path)).status).toBe(200);
    const { ino } = await stat(server.databaseUrl.slice('file:'.length));
    const locks = (await readFile('/proc/locks', 'utf8')).split('\n');
    expect(locks.filter((lock) => lock.includes(`:${ino} ${SHARED_FIRST} `))).toHaveLength(1);
  },
);
