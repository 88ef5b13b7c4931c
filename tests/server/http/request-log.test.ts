import { DatabaseAway } from '@jemput/server/db/database-away';
import { createLog } from '@jemput/server/http/request-log';
import { DrizzleQueryError } from 'drizzle-orm/errors';
import { afterEach, expect, test, vi } from 'vitest';

function aLog() {
  const lines: Record<string, unknown>[] = [];
  return { lines, log: createLog({ write: (line) => lines.push(JSON.parse(line)) }) };
}

afterEach(() => {
  vi.restoreAllMocks();
});

const away = () => new DrizzleQueryError('select secret', ['Siti'], new DatabaseAway('The database is missing.'));

test('what an outage makes fail each second is told once a minute, with how often', () => {
  let now = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => now);
  const { lines, log } = aLog();
  for (now = 0; now <= 120_000; now += 1000) {
    log.error({ err: away(), task: 'draws' }, 'a task failed');
    log.error({ err: away() }, 'a message was not sent');
  }
  const told = lines.filter(({ msg }) => msg === 'a task failed');
  expect(told.map(({ alike }) => alike)).toEqual([undefined, 59, 59]);
  expect(told[0]).toMatchObject({ task: 'draws', err: { cause: { message: 'The database is missing.' } } });
  expect(lines).toHaveLength(6);
  expect(JSON.stringify(lines)).not.toContain('Siti');
});

test('every other failure is told each time', () => {
  const { lines, log } = aLog();
  for (let time = 0; time < 3; time++) log.error({ err: new Error('ours') }, 'request failed');
  log.info({ path: '/' }, 'request');
  log.info('stopping');
  expect(lines.map(({ msg }) => msg)).toEqual([
    'request failed',
    'request failed',
    'request failed',
    'request',
    'stopping',
  ]);
});
