import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Environment, readSettings } from '@jemput/server/env';
import { afterAll, expect, test } from 'vitest';

const directory = mkdtempSync(join(tmpdir(), 'jemput-env-'));
afterAll(() => rmSync(directory, { recursive: true }));

const read = (env: Environment) => readSettings(env, directory);

test('without any setting the product serves its demo on this machine, in the zone of Java', () => {
  expect(read({})).toMatchObject({
    host: '127.0.0.1',
    port: 3000,
    origin: 'http://localhost:3000',
    databaseUrl: `file:${directory}/jemput.db`,
    scheduleFile: `${directory}/jemput.schedule.ndjson`,
    feedDirectory: `${directory}/feed`,
    demo: true,
    zone: 'Asia/Jakarta',
    refitAt: '02:30',
    trustProxy: false,
    mapTiles: null,
    vapid: null,
  });
});

test('in production the demo is not loaded unless it is asked for', () => {
  expect(read({ NODE_ENV: 'production' }).demo).toBe(false);
  expect(read({ NODE_ENV: 'production', JEMPUT_DEMO: '1' }).demo).toBe(true);
});

test('the secret is made once, kept for its owner only, and given way to a set one', () => {
  const first = read({}).secret;
  expect(first.length).toBeGreaterThanOrEqual(32);
  expect(read({}).secret).toBe(first);
  expect(statSync(join(directory, 'secret')).mode & 0o777).toBe(0o600);
  expect(read({ JEMPUT_SECRET: 'x'.repeat(40) }).secret).toBe('x'.repeat(40));
});

test.each([
  ['JEMPUT_DEMOO', '1'],
  ['JEMPUT_DEMO', 'yes'],
  ['JEMPUT_SECRET', 'short'],
  ['PORT', '65536'],
  ['PORT', '80a'],
  ['PORT', '-1'],
  ['ORIGIN', 'jemput.example.id'],
  ['ORIGIN', 'https://example.id/jemput'],
  ['DATABASE_URL', 'postgres://localhost/jemput'],
  ['DATABASE_URL', 'file:'],
  ['DATABASE_URL', 'file::memory:'],
  ['DATABASE_URL', 'file:./jemput.db?mode=memory'],
  ['FEED_DIR', import.meta.filename],
  ['METRICS_TOKEN', 'short'],
  ['TIME_ZONE', 'Asia/Solo'],
  ['REFIT_AT', '2.30'],
  ['REFIT_AT', '24:00'],
  ['SMTP_URL', 'mail.example.id'],
  ['MESSAGE_WEBHOOK_URL', 'ftp://example.id'],
  ['MAP_TILES_URL', 'https://tiles.example.id/{z}/{x}.png'],
  ['TRUST_PROXY', 'true'],
])('%s=%s stops the start with one line that names it', (name, value) => {
  expect(() => read({ [name]: value })).toThrow(new RegExp(`^${name}\\b[^\\n]*$`));
});

test('one VAPID key without the other is named', () => {
  expect(() => read({ VAPID_PUBLIC_KEY: 'a' })).toThrow(/^VAPID_PRIVATE_KEY/);
  expect(() => read({ VAPID_PRIVATE_KEY: 'a' })).toThrow(/^VAPID_PUBLIC_KEY/);
});

test('a refused secret is not shown', () => {
  expect(() => read({ JEMPUT_SECRET: 'hunter2' })).toThrow(/^JEMPUT_SECRET=\(hidden\)/);
});
