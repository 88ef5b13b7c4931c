import { stat } from 'node:fs/promises';
import { databaseFile, openDatabase } from '@jemput/server/db/open';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningServer, startServer } from '../../fixtures/a-running-server.ts';

let server: RunningServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

/**
 * A process that opens and closes its own database file gives up every lock that SQLite holds on it (https://sqlite.org/howtocorrupt.html,
 * 2.2); the next process that closes the database then takes itself for the last one and removes the log from under the server.
 */
test.each(['/readyz', '/healthz', '/metrics', '/', '/api/v1/sessions', '/feeds/manifest.json', '/masuk'])(
  'after %s was asked, another process may open, write and close the database beside the server',
  async (path) => {
    expect((await fetch(server.url + path)).status).toBe(200);
    const log = `${databaseFile(server.databaseUrl)}-wal`;
    const before = await stat(log);
    const other = await openDatabase({ url: server.databaseUrl });
    await other.run(sql`update venues set name = name`);
    other.$client.close();
    expect((await stat(log).catch(() => null))?.ino).toBe(before.ino);
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
  },
);
