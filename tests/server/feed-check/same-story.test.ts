import { createHash } from 'node:crypto';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sessions } from '@jemput/server/db/schema/sessions';
import { writeFeeds } from '@jemput/server/feeds/write-feeds';
import { eq } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkFeedCommand } from '../../../server/src/commands/check-feed.ts';
import { processIo } from '../../../server/src/commands/command-io.ts';
import { aRandomWeek, doStep } from '../../fixtures/a-random-week.ts';
import { anOffice, aStint, later, publish } from '../../fixtures/an-office.ts';

const origin = 'https://jemput.example.id';
const folders: string[] = [];
async function aFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'jemput-story-'));
  folders.push(folder);
  return folder;
}
afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});

async function check(folder: string): Promise<{ code: number; out: string }> {
  let out = '';
  const code = await checkFeedCommand([folder], { ...processIo, out: (text: string) => (out += text), err: () => '' });
  return { code, out };
}

/** Five sessions: scheduled, printing, moved, cancelled, and one whose rests are told. */
let ours = '';
beforeAll(async () => {
  const ctx = await anOffice();
  await publish(ctx, [aStint(), aStint({ venue: 'mojosongo', kits: ['K02'], slot: 'siang' })]);
  await ctx.db
    .update(sessions)
    .set({ service: 'printing', pauses: [{ what: 'maghrib', start: '12:00', end: '12:15' }] })
    .where(eq(sessions.venueId, 'mojosongo'));
  const soon = later(ctx, '2026-11-20T03:00:00Z');
  await publish(
    soon,
    [
      aStint({ venue: 'pasar-kleco', start: '2026-11-24', days: 1 }),
      aStint({ venue: 'mojosongo', kits: ['K02'], slot: 'siang' }),
    ],
    'balai dipakai, “pemilu”',
  );
  ours = await aFolder();
  await writeFeeds(soon, { directory: ours, origin });
});

type Change = (text: string) => string;
const lines =
  (change: (lines: string[]) => string[]): Change =>
  (text) =>
    `${change(text.trimEnd().split('\n')).join('\n')}\n`;
const dropLine = (at: number) => lines((all) => all.toSpliced(at - 1, 1));
const onLine = (at: number, from: string | RegExp, to: string) =>
  lines((all) => all.map((line, index) => (index === at - 1 ? line.replace(from, to) : line)));
const everywhere =
  (from: RegExp, to: string): Change =>
  (text) =>
    text.replace(from, to);

/** The bulk feed's hashes and counts follow, as a liar would see to. */
async function rehash(folder: string): Promise<void> {
  for (const name of ['manifest.json', '$bulk-publish']) {
    const text = await readFile(join(folder, name), 'utf8');
    const manifest = JSON.parse(text) as { output?: { url: string; extension: { sha256: string; lines: number } }[] };
    for (const { url, extension } of manifest.output ?? []) {
      const file = await readFile(join(folder, url.split('/').at(-1) ?? ''), 'utf8').catch(() => '');
      extension.sha256 = createHash('sha256').update(file).digest('hex');
      extension.lines = file.split('\n').length - 1;
    }
    await writeFile(join(folder, name), JSON.stringify(manifest, null, 2));
  }
}

test('the folder as it was written has no fault', async () => {
  const { code, out } = await check(ours);
  expect([code, out]).toEqual([0, expect.stringMatching(/^no faults; .*sessions\.rss/)]);
});

/** Name of the lie, file, what is changed in it, and where the fault is told: a line, or the pattern of the whole. */
const lies: [lie: string, file: string, change: Change, told: number | RegExp][] = [
  [
    'a slot is taken out',
    'slots.ndjson',
    dropLine(3),
    /slots\.ndjson: line \d+: id: got nothing, expected the session/,
  ],
  ['all slots are taken out', 'slots.ndjson', () => '', /slots\.ndjson: line 1: id: got nothing, expected the session/],
  [
    'a cancelled session is said to be free',
    'slots.ndjson',
    everywhere(/"status":"busy-unavailable"/, '"status":"free"'),
    /slots\.ndjson: line \d+: status: got "free", expected busy-unavailable/,
  ],
  [
    'session-status is another',
    'slots.ndjson',
    onLine(1, /"valueCode":"(scheduled|cancelled)"/, '"valueCode":"moved"'),
    1,
  ],
  [
    'every sequence is 0',
    'slots.ndjson',
    everywhere(/(#sequence","valueInteger":)\d+/g, '$10'),
    /extension\.sequence: got "0", expected 1/,
  ],
  ['a slot starts later', 'slots.ndjson', onLine(2, /"start":"([^"]*)T1\d/, '"start":"$1T11'), 2],
  ['a slot is elsewhere', 'slots.ndjson', onLine(1, /Schedule\/[\w.-]+/, 'Schedule/kampung-baru'), 1],
  ['more can be served', 'slots.ndjson', onLine(2, /(slot-capacity","valueInteger":)\d+/, '$1999'), 2],
  [
    'printing is called recording',
    'slots.ndjson',
    everywhere(/"valueCode":"printing"/, '"valueCode":"recording"'),
    /extension\.service: got "recording", expected printing/,
  ],
  ['a reason is another', 'slots.ndjson', everywhere(/balai dipakai/, 'hujan'), /extension\.reason: got "hujan/],
  ['a link leads away', 'slots.ndjson', onLine(1, /"valueUrl":"[^"]*"/, '"valueUrl":"https://ktp-gratis.example/"'), 1],
  [
    'an id stands twice',
    'slots.ndjson',
    lines((all) => [...all, all[0] ?? '']),
    /slots\.ndjson: line \d+: id: .* stands once/,
  ],
  [
    'a slot of nobody',
    'slots.ndjson',
    lines((all) => [...all, (all[0] ?? '').replace(/"id":"[^"]*"/, '"id":"x"')]),
    /id: got "x", expected a session, as sessions/,
  ],
  ['a byte-order mark', 'slots.ndjson', (text) => `\ufeff${text}`, 1],
  ['a place has another name', 'locations.ndjson', onLine(2, /"name":"[^"]*"/, '"name":"Toko Makmur"'), 2],
  [
    'a place lies elsewhere',
    'locations.ndjson',
    everywhere(/"latitude":-7\.5405/, '"latitude":-7.7405'),
    /position\.latitude: got -7\.7405, expected -7\.5405/,
  ],
  [
    'a place is of another area',
    'locations.ndjson',
    everywhere(/33\.72\.04\.1011/, '33.72.04.1012'),
    /extension\.area-code: got "33\.72\.04\.1012"/,
  ],
  [
    'a printing counter records',
    'schedules.ndjson',
    everywhere(/"ktp-el-printing"/, '"ktp-el"'),
    /schedules\.ndjson: line \d+: serviceType\[0\]\.coding\[0\]\.code/,
  ],
  [
    'a schedule is of two places',
    'schedules.ndjson',
    onLine(1, /"actor":\[/, '"actor":[{"reference":"Location/pajang"},'),
    1,
  ],
  ['a row says cancelled', 'sessions.csv', onLine(2, /scheduled|moved/, 'cancelled'), 2],
  ['a row is taken out', 'sessions.csv', dropLine(2), /sessions\.csv: line \d+: id: got nothing/],
  ['a row has another hour', 'sessions.csv', onLine(3, /T1\d:00:00/, 'T09:00:00'), 3],
  ['a row has another place', 'sessions.csv', onLine(3, /Kelurahan|Pasar/, 'Balai'), 3],
  [
    'a row prints',
    'sessions.csv',
    everywhere(/recording,/, 'printing,'),
    /sessions\.csv: line \d+: service: got "printing", expected recording/,
  ],
  [
    'a row has no rests',
    'sessions.csv',
    everywhere(/maghrib 12:00-12:15/, ''),
    /sessions\.csv: line \d+: pauses: got "", expected maghrib 12:00-12:15/,
  ],
  ['a row is short', 'sessions.csv', onLine(2, /,[^,]*,/, ','), 2],
  [
    'a point has another hour',
    'sessions.geojson',
    everywhere(/T16:00:00/, 'T17:00:00'),
    /sessions\.geojson: line 1: properties\.startsAt/,
  ],
  [
    'longitude and latitude are swapped',
    'sessions.geojson',
    everywhere(/\[110\.7745,-7\.5598\]/, '[-7.5598,110.7745]'),
    /geometry\.coordinates\[1\]/,
  ],
  [
    'a point has another sequence',
    'sessions.geojson',
    everywhere(/"sequence":1,"status":"moved"/, '"sequence":3,"status":"moved"'),
    /properties\.sequence: got 3, expected 1/,
  ],
  [
    'a change is taken out of the log',
    'changes.ndjson',
    dropLine(3),
    /changes\.ndjson: line 3: seq: got 4, expected 3: no number is left out/,
  ],
  [
    'the first change is taken out',
    'changes.ndjson',
    dropLine(1),
    /changes\.ndjson: line \d+: seq: got nothing, expected the change 1/,
  ],
  [
    'the last change is taken out',
    'changes.ndjson',
    (text) => dropLine(text.trimEnd().split('\n').length)(text),
    /changes\.ndjson: .* the manifest's feed_version/,
  ],
  [
    'a change has another reason',
    'changes.ndjson',
    everywhere(/balai dipakai/, 'hujan'),
    /changes\.ndjson: line \d+: line: got .*as sessions\.ndjson says/,
  ],
  ['the log is upside down', 'changes.ndjson', lines((all) => all.toReversed()), 2],
  ['the copy for phones is garbled', 'city-28-days.json', () => '{', 1],
  [
    'the copy has other hours',
    'city-28-days.json',
    everywhere(/"16:00-21:00"/, '"17:00-21:00"'),
    /city-28-days\.json: line 1: start: got "17:00", expected 16:00/,
  ],
  ['the copy names a list that it lacks', 'city-28-days.json', everywhere(/"states":\[(\d+)/, '"states":[99'), 1],
  [
    'the copy has no cancellation',
    'city-28-days.json',
    everywhere(/"cancelled","(quiet|normal|busy)"/, '"scheduled","$1"'),
    /city-28-days\.json: line 1: status: got "scheduled", expected cancelled/,
  ],
  [
    'the calendar confirms what is cancelled',
    'all.ics',
    everywhere(/STATUS:CANCELLED/, 'STATUS:CONFIRMED'),
    /all\.ics: line \d+: STATUS: got "CONFIRMED", expected CANCELLED/,
  ],
  [
    'the calendar has another hour',
    'all.ics',
    everywhere(/(DTSTART;TZID=Asia\/Jakarta:\d{8})T160000/, '$1T163000'),
    /all\.ics: line \d+: DTSTART: got "\d{8}T163000", expected \d{8}T160000/,
  ],
  ['the calendar forgets a change', 'all.ics', everywhere(/SEQUENCE:1/, 'SEQUENCE:0'), /all\.ics: line \d+: SEQUENCE/],
  [
    'the calendar lacks an event',
    'all.ics',
    everywhere(/BEGIN:VEVENT[\s\S]*?END:VEVENT\r\n/, ''),
    /all\.ics: line \d+: id: got nothing/,
  ],
  [
    'the calendar gives another reason',
    'all.ics',
    everywhere(/Alasan: balai/, 'Alasan: hujan'),
    /all\.ics: line \d+: DESCRIPTION/,
  ],
  ['the news calls off nothing', 'sessions.rss', everywhere(/DIBATALKAN: /, ''), /sessions\.rss: line \d+: title/],
  [
    'the news is not XML',
    'sessions.rss',
    everywhere(/<\/item>/, ''),
    /sessions\.rss: line \d+: .*expected the end of item/,
  ],
  [
    'the news has another hour',
    'sessions.rss',
    everywhere(/16\.00–21\.00/, '15.00–21.00'),
    /sessions\.rss: line \d+: (title|description)/,
  ],
  [
    'no licence',
    'manifest.json',
    everywhere(/"license": \{[^}]*\},/, ''),
    /manifest\.json: line \d+: license: got nothing/,
  ],
  [
    'no transactionTime',
    'manifest.json',
    everywhere(/"transactionTime": "[^"]*",/, ''),
    /manifest\.json: line \d+: transactionTime/,
  ],
  [
    'another version',
    'manifest.json',
    everywhere(/"feed_version": "\d+"/, '"feed_version": "99"'),
    /expected 99, the manifest's feed_version/,
  ],
  [
    'no file of places',
    'manifest.json',
    everywhere(/"type": "Location"/, '"type": "Patient"'),
    /manifest\.json: line \d+: output.*(Location)/,
  ],
  [
    'a session is told that no other feed has',
    'sessions.ndjson',
    lines((all) => [...all, (all[0] ?? '').replace(/"id":"[^"]*"/, '"id":"x"')]),
    /sessions\.csv: line \d+: id: got nothing, expected the session x/,
  ],
];

test.each(lies)('%s', async (_, file, change, told) => {
  const folder = await aFolder();
  await cp(ours, folder, { recursive: true });
  const before = await readFile(join(folder, file), 'utf8');
  const after = change(before);
  expect(after).not.toBe(before);
  await writeFile(join(folder, file), after);
  await rehash(folder);
  const { code, out } = await check(folder);
  expect(code, out).toBe(1);
  expect(out).toMatch(
    typeof told === 'number' ? new RegExp(`^${file.replaceAll('.', '\\.')}: line ${told}: `, 'm') : told,
  );
});

test('whatever an office publishes and crews report, its folder has no fault', async () => {
  await fc.assert(
    fc.asyncProperty(aRandomWeek, async (week) => {
      const office = await anOffice();
      let now = Date.parse('2026-11-20T08:00:00+07:00');
      const ctx = { ...office, now: () => now };
      for (const step of week) {
        now += step.afterMinutes * 60_000;
        await doStep(ctx, step);
      }
      const folder = await aFolder();
      await writeFeeds(ctx, { directory: folder, origin });
      expect((await check(folder)).out).toMatch(/^no faults; /);
      office.db.$client.close();
    }),
    { numRuns: 12 },
  );
});
