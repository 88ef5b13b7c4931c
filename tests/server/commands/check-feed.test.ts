import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeFeeds } from '@jemput/server/feeds/write-feeds';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkFeedCommand } from '../../../server/src/commands/check-feed.ts';
import { processIo } from '../../../server/src/commands/command-io.ts';
import { anOffice, aStint, publish } from '../../fixtures/an-office.ts';

const folders: string[] = [];
async function aFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'jemput-check-'));
  folders.push(folder);
  return folder;
}
afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});

async function check(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const said = { out: '', err: '' };
  const io = { ...processIo, out: (text: string) => (said.out += text), err: (text: string) => (said.err += text) };
  return { code: await checkFeedCommand(args, io), ...said };
}

let ours = '';
beforeAll(async () => {
  const ctx = await anOffice();
  await publish(ctx, [aStint(), aStint({ venue: 'mojosongo', kits: ['K02'], slot: 'siang', days: 1 })]);
  await publish(ctx, [aStint({ venue: 'pasar-kleco', start: '2026-11-24' })], 'balai dipakai, “pemilu”');
  ours = await aFolder();
  await writeFeeds(ctx, { directory: ours, origin: 'https://jemput.example.id' });
});

/** Our feed with one file changed; hashes and counts left out, so that only the change itself is wrong. */
async function broken(name: string, change: (text: string) => string): Promise<string> {
  const folder = await aFolder();
  await cp(ours, folder, { recursive: true });
  const manifest = await readFile(join(folder, 'manifest.json'), 'utf8');
  const plain = manifest.replace(/,\n\s*"(lines|sha256)": [^\n]*?(?=,?\n)/g, '');
  await writeFile(join(folder, 'manifest.json'), plain);
  const before = name === 'manifest.json' ? plain : await readFile(join(folder, name), 'utf8');
  const after = change(before);
  expect(after).not.toBe(before);
  await writeFile(join(folder, name), after);
  return folder;
}

test('our own feed has no faults', async () => {
  const { code, out } = await check(ours);
  expect(out).toContain('no faults; 4 locations, 4 schedules, 3 slots');
  expect(code).toBe(0);
  for (const name of ['all.ics', 'sessions.csv', 'sessions.geojson', 'sessions.ndjson', 'areas/33.72.01.ics']) {
    expect(await check(join(ours, name)), name).toMatchObject({ code: 0, err: '' });
  }
});

/** `$` is an id, a time or a place that varies. */
describe('a broken feed is told with file, line, field, value and what was expected', () => {
  test.each<[string, (text: string) => string, string]>([
    [
      'manifest.json',
      (text) => text.replace(/"transactionTime": "[^"]*"/, '"transactionTime": "yesterday"'),
      'manifest.json: line 2: transactionTime: got "yesterday", expected an instant with its offset, 2026-11-20T16:00:00+07:00',
    ],
    [
      'manifest.json',
      (text) => text.replace('"url": "https://jemput.example.id/feeds/slots.ndjson"', '"url": "slots.ndjson"'),
      'output[2].url: got "slots.ndjson", expected a full address',
    ],
    [
      'manifest.json',
      (text) => text.replace('feeds/slots.ndjson', 'feeds/slot.ndjson'),
      'output[2].url: got "https://jemput.example.id/feeds/slot.ndjson", expected a file that can be read',
    ],
    [
      'manifest.json',
      (text) => text.replace('"feed_end_date": "2026-11-25"', '"feed_end_date": "2026-11-24"'),
      'slots.ndjson: line 3: start: got "2026-11-25T16:00:00+07:00", expected a date from 2026-11-20 to 2026-11-24',
    ],
    [
      'locations.ndjson',
      (text) => text.replace('"latitude":-7.5703', '"latitude":110.7829'),
      'locations.ndjson: line 3: position.latitude: got 110.7829, expected a latitude from -90 to 90',
    ],
    [
      'locations.ndjson',
      (text) => text.replace('"id":"mojosongo"', '"id":"kampung-baru"'),
      'locations.ndjson: line 2: id: got "kampung-baru", expected an id that stands once; it is that of line 1 of locations.ndjson too',
    ],
    [
      'schedules.ndjson',
      (text) => text.replace('Location/pajang', 'Location/pajangg'),
      'schedules.ndjson: line 3: actor[0].reference: got "Location/pajangg", expected something that the feed has',
    ],
    [
      'slots.ndjson',
      (text) => text.replace('"status":"free"', '"status":"maybe"'),
      'status: got "maybe", expected free, busy, busy-unavailable, busy-tentative or entered-in-error',
    ],
    [
      'slots.ndjson',
      (text) => text.replace('2026-11-24T21:00:00+07:00', '2026-11-24T15:00:00+07:00'),
      'slots.ndjson: line 2: end: got "2026-11-24T15:00:00+07:00", expected an instant after start, 2026-11-24T16:00:00+07:00',
    ],
    [
      'slots.ndjson',
      (text) => text.replace('"valueInteger":90', '"valueInteger":-1'),
      'slots.ndjson: line 2: extension[1].valueInteger: got -1, expected a whole number from 0 on',
    ],
    ['slots.ndjson', (text) => text.replace('{', ''), 'slots.ndjson: line 1: line: got "\\"resourceType'],
    [
      'slots.ndjson',
      (text) => text.replace('Schedule/pasar-kleco', 'Schedule/pajang'),
      'expected Schedule/pasar-kleco, as sessions.ndjson says',
    ],
    [
      'sessions.ndjson',
      (text) => text.replace('"status":"cancelled"', '"status":"gone"'),
      'sessions.ndjson: line 1: status: got "gone", expected one of scheduled, open, full, paused, done, moved, cancelled',
    ],
    [
      'sessions.ndjson',
      (text) => text.replace('"sequence":1', '"sequence":7'),
      'sessions.ndjson: line 1: sequence: got 7, expected that of its last change, 1',
    ],
    [
      'changes.ndjson',
      (text) => text.split('\n').reverse().join('\n').replace(/^\n/, ''),
      'changes.ndjson: line 2: seq: got 5, expected more than 6',
    ],
    [
      'sessions.geojson',
      (text) => text.replace('[110.7745,-7.5598]', '[-7.5598,110.7745]'),
      'geometry.coordinates[1]: got 110.7745, expected at most 90',
    ],
    [
      'sessions.csv',
      (text) => text.replace('2026-11-24T16:00:00+07:00', '24 November'),
      'sessions.csv: line 3: starts_at: got "24 November"',
    ],
    [
      'all.ics',
      (text) => text.replace('DTSTAMP:', 'DTSTAMP;TZID=Asia/Solo:'),
      'DTSTAMP: got "Asia/Solo", expected a zone',
    ],
    ['all.ics', (text) => text.replace(/STATUS:\w+/, 'STATUS:MOVED'), 'STATUS: got "MOVED", expected TENTATIVE'],
    ['all.ics', (text) => text.replace('\r\n', '\n'), 'expected a line that ends in CRLF'],
    ['all.ics', (text) => text.replaceAll('\r\n ', ''), 'expected at most 75 octets, this has'],
    ['all.ics', (text) => text.replace(/UID:.*\r\n/, ''), 'UID: got nothing, expected an id that lasts'],
  ])('%s %#', async (name, change, expected) => {
    const { code, out } = await check(await broken(name, change));
    expect(out).toContain(expected);
    expect(code).toBe(1);
  });

  test('files that are not those of the manifest', async () => {
    const folder = await aFolder();
    await cp(ours, folder, { recursive: true });
    const slots = await readFile(join(folder, 'slots.ndjson'), 'utf8');
    await writeFile(join(folder, 'slots.ndjson'), slots.split('\n').slice(1).join('\n'));
    const { code, out } = await check(folder);
    expect([code, out]).toEqual([1, expect.stringMatching(/output\[2\]\.extension\.lines: got 3, expected 2/)]);
    expect(out).toMatch(/output\[2\]\.extension\.sha256: got "[0-9a-f]{64}", expected [0-9a-f]{64}/);
  });
});

/** What the specification's own examples look like: offsets without minutes, a United States address, other types. */
const clinic: Record<string, string> = {
  '$bulk-publish': JSON.stringify({
    transactionTime: '2021-01-01T00:00:00Z',
    request: 'https://example.com/covid-vaccines/$bulk-publish',
    output: [
      { type: 'Schedule', url: 'HOST/schedules.ndjson' },
      { type: 'Location', url: 'HOST/locations.ndjson' },
      { type: 'Slot', url: 'HOST/slots-MA.ndjson', extension: { state: ['MA'] } },
      { type: 'Practitioner', url: 'HOST/not-there.ndjson' },
    ],
    error: [],
  }),
  'locations.ndjson': `${JSON.stringify({
    resourceType: 'Location',
    id: '123',
    name: 'A clinic in Pittsfield, MA',
    telecom: [{ system: 'phone', value: '413-000-0000' }],
    address: { line: ['1 Main St'], city: 'Pittsfield', state: 'MA', postalCode: '01201-7223' },
  })}\n`,
  'schedules.ndjson': JSON.stringify({
    resourceType: 'Schedule',
    id: '456',
    serviceType: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/service-type', code: '57' }] }],
    actor: [{ reference: 'Location/123' }],
  }),
  'slots-MA.ndjson': ['free', 'busy']
    .map((status, at) =>
      JSON.stringify({
        resourceType: 'Slot',
        id: `78${at}`,
        schedule: { reference: 'Schedule/456' },
        status,
        start: '2021-03-10T15:00:00-05',
        end: '2021-03-10T15:20:00-05',
      }),
    )
    .join('\n'),
};

async function hosted<T>(files: Record<string, string>, work: (host: string) => Promise<T>): Promise<T> {
  let host = '';
  const server = createServer((request, response) => {
    const text = files[decodeURIComponent((request.url ?? '').slice(1))];
    response.writeHead(text === undefined ? 404 : 200).end(text?.replaceAll('HOST', host));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  host = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  try {
    return await work(host);
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

test("anyone's feed that follows SMART Scheduling Links passes, by the manifest's address and by its folder's", async () => {
  await hosted(clinic, async (host) => {
    for (const address of [`${host}/$bulk-publish`, host]) {
      expect(await check(address)).toMatchObject({
        code: 0,
        out: 'no faults; 1 locations, 1 schedules, 2 slots\n',
        err: '',
      });
    }
  });
});

test('and is told what it lacks', async () => {
  const { 'locations.ndjson': locations = '' } = clinic;
  await hosted({ ...clinic, 'locations.ndjson': locations.replace('"city":"Pittsfield",', '') }, async (host) => {
    const { code, out } = await check(`${host}/$bulk-publish`);
    expect([code, out]).toEqual([
      1,
      expect.stringContaining('locations.ndjson: line 1: address.city: got nothing, expected the city'),
    ]);
  });
});

test('what cannot be checked at all ends with 2', async () => {
  const empty = await aFolder();
  await writeFile(join(empty, 'notes.txt'), '');
  const half = await aFolder();
  await writeFile(join(half, 'manifest.json'), '{');
  for (const args of [
    [],
    ['a', 'b'],
    [join(empty, 'nothing')],
    [empty],
    [half],
    ['http://127.0.0.1:9/'],
    ['--x', 'y'],
  ]) {
    const { code, out, err } = await check(...args);
    expect([args, code, out]).toEqual([args, 2, '']);
    expect(err).not.toBe('');
  }
  expect(await check('--help')).toMatchObject({ code: 0, out: expect.stringContaining('jemput check-feed') });
});
