import { sessionChanges, sessions as sessionRows } from '@jemput/server/db/schema/sessions';
import { loadDemo } from '@jemput/server/demo/load-demo';
import { findSessions } from '@jemput/server/sessions/find-sessions';
import { getSession } from '@jemput/server/sessions/get-session';
import { currentTimetable } from '@jemput/server/sessions/timetable-snapshot';
import { checkByText, type TextAnswer } from '@jemput/server/share/check-by-text';
import { codeOfSession, comingWeeksOf } from '@jemput/server/share/share-of';
import { instantOf } from '@jemput/shared/calendar/time-zone';
import type { ChangedField, Session } from '@jemput/shared/sessions/session';
import { eq } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { m } from '../../web/src/lib/paraglide/messages.js';
import { overwriteGetLocale } from '../../web/src/lib/paraglide/runtime.js';
import { shareSession, shareWeek } from '../../web/src/routes/(finder)/share-text.ts';
import { aContext } from '../fixtures/test-context.ts';

const origin = 'https://jemput.surakarta.go.id';
const zoneName = 'WIB';
const languages = ['id', 'en', 'jv', 'su'] as const;
type Language = (typeof languages)[number];
type Row = Partial<typeof sessionRows.$inferInsert>;
type Change = [what: ChangedField, from: string | null, to: string | null, reason: string];

interface State {
  name: string;
  /** On its own day; the day before where it is not `HH:mm`. */
  at: string;
  row?: Row;
  told?: Change[];
}

interface Later extends State {
  verdict: string;
  claim: string;
  /** Setting out now may be in vain. */
  halted?: boolean;
}

const opened: Change = ['status', 'scheduled', 'open', ''];
const to = (status: 'full' | 'paused' | 'done', reason = ''): Change => ['status', 'open', status, reason];

/** Each on an evening of its own. */
const states: State[] = [
  { name: 'to come', at: 'before' },
  { name: 'to come tonight', at: '15:10' },
  { name: 'due', at: '16:20' },
  { name: 'open', at: '17:30', row: { status: 'open' }, told: [opened] },
  { name: 'open, with room', at: '17:30', row: { status: 'open', room: 'free' }, told: [opened] },
  { name: 'filling', at: '17:30', row: { status: 'open', room: 'filling' }, told: [['room', null, 'filling', '']] },
  { name: 'last numbers', at: '18:30', row: { status: 'open', room: 'last' }, told: [['room', 'filling', 'last', '']] },
  { name: 'full', at: '19:10', row: { status: 'full' }, told: [to('full')] },
  ...['power', 'network', 'kit', 'venue', 'other', 'Pindah ke Balai RW 3'].map((why) => ({
    name: `paused: ${why}`,
    at: '17:30',
    row: { status: 'paused' as const },
    told: [to('paused', why)],
  })),
  {
    name: 'resting',
    at: '17:50',
    row: { status: 'open', pauses: [{ what: 'maghrib', start: '17:45', end: '18:00' }] },
    told: [opened, ['pauses', null, 'maghrib 17:45-18:00', '']],
  },
  { name: 'done', at: '20:30', row: { status: 'done' }, told: [to('done')] },
  { name: 'ended', at: '21:30' },
  { name: 'ended, never closed', at: '21:30', row: { status: 'open' }, told: [opened] },
  {
    name: 'with other hours',
    at: 'before',
    told: [['hours', '18:30-21:30', '16:00-21:00', 'Awal Ramadan sehari kemudian']],
  },
  {
    name: 'with other hours for a reason that names a place',
    at: 'before',
    told: [['hours', '15:00-20:00', '16:00-21:00', 'Kelurahan Joyotakan meminjam alatnya sampai pukul 15.00']],
  },
  ...[
    'Gedung dipakai warga',
    'Pasar Depok tutup untuk perbaikan atap.',
    'Banjir di Kelurahan Joyotakan sejak 19 November pukul 04.00',
    'Kirab di Jalan Slamet Riyadi; kantor libur',
    'Rapat RW di rumah Pak Lurah Sangkrah',
    '',
  ].map((reason) => ({
    name: `cancelled: ${reason}`,
    at: '15:10',
    row: { status: 'cancelled' as const },
    told: [['cancelled', null, null, reason] as Change],
  })),
];

const ctx = await aContext({ now: '2026-11-20T15:00:00+07:00' });
const DAY_MILLIS = 86_400_000;
const evenings = new Map<string, { id: string; now: number }>();
let demo: Session[];

const millis = (date: string, time: string) => Date.parse(`${date}T${time}:00+07:00`);
const visitorAt = (now: number) => ({ ...ctx, actor: null, now: () => now });

beforeAll(async () => {
  await loadDemo(ctx);
  demo = (await findSessions(ctx, { limit: 500 })).sessions;
  const recording = demo.filter(
    ({ status, service, startsAt }) =>
      status === 'scheduled' && service === 'recording' && startsAt.slice(11, 16) === '16:00',
  );
  for (const [index, { name, at, row = {}, told = [] }] of states.entries()) {
    const session = recording[index];
    if (!session) throw new Error('The demo city has too few evenings.');
    const now = at === 'before' ? millis(session.date, '12:00') - DAY_MILLIS : millis(session.date, at);
    evenings.set(name, { id: session.id, now });
    await tell(session, { row, told, at: now - 300_000 });
  }
  for (const [index, one] of later.entries()) await tellAfter(one, recording[states.length + index]);
});

/** Writes into the record of a session, as a crew's report or a publication does. */
async function tell(session: Session, { row, told, at }: { row: Row; told: Change[]; at: number }): Promise<void> {
  const { id, sequence } = session;
  const next = told.some(([what]) => ['cancelled', 'moved', 'hours'].includes(what)) ? sequence + 1 : sequence;
  await ctx.db
    .update(sessionRows)
    .set({ ...row, sequence: next, checkedAt: at })
    .where(eq(sessionRows.id, id));
  for (const [what, from, into, reason] of told)
    await ctx.db.insert(sessionChanges).values({ sessionId: id, sequence: next, at, what, from, to: into, reason });
}

/** Keeps the texts of a session, and then does to it what is done later. */
async function tellAfter({ name, at, row, told = [] }: Later, session: Session | undefined): Promise<void> {
  if (!session) throw new Error('The demo city has too few evenings.');
  const { id, date, slot, venue } = session;
  const noon = millis(date, '12:00') - DAY_MILLIS;
  const now = at === 'before' ? noon + 3_600_000 : millis(date, at);
  const texts = new Map<Language, string>();
  for (const language of languages) texts.set(language, await textOf(id, { language, now: noon }));
  before.set(name, { id, now, session, texts });
  const next = new Date(Date.parse(date) + 14 * DAY_MILLIS).toISOString().slice(0, 10);
  const seconds = (time: string, onDate: string) => millis(onDate, time) / 1000;
  const [moved]: Change[] = [['moved', `${venue.id}|${date}|${slot}`, `${venue.id}|${next}|${slot}`, 'Gedung dipakai']];
  const rows: Record<string, Row> = {
    'moved to another day': {
      date: next,
      startsAt: seconds('16:00', next),
      endsAt: seconds('21:00', next),
      status: 'moved',
    },
    'given other hours': { startsAt: seconds('17:00', date), endsAt: seconds('22:00', date) },
  };
  await tell(session, {
    row: { ...row, ...rows[name] },
    told: name === 'moved to another day' && moved ? [moved] : told,
    at: now - 300_000,
  });
}

/** The text of the page's share box, as the page puts it together (jadwal/[id]/+page.svelte). */
async function textOf(id: string, { language, now }: { language: Language; now: number }): Promise<string> {
  overwriteGetLocale(() => language);
  const visitor = visitorAt(now);
  const { session, alternatives } = await getSession(visitor, { id });
  const { code } = await codeOfSession(visitor, { id });
  const { slots, venueById } = await currentTimetable(visitor);
  const gazetteer = {
    venueNames: Object.fromEntries([...venueById.values()].map((venue) => [venue.id, venue.name])),
    slotHours: Object.fromEntries(
      slots.map(({ id: slot, startTime, endTime }): [string, [string, string]] => [slot, [startTime, endTime]]),
    ),
  };
  const telling = { code, origin, zoneName, gazetteer, now: instantOf(now, ctx.zone), instead: alternatives[0] };
  return shareSession(session, telling).text;
}

/** What becomes of a text on its way: chats lose marks and line ends, people cut links off. */
const ways: Record<string, (text: string) => string> = {
  whole: (text) => text,
  'without links': (text) => text.replace(/^.*https:.*$\n?/gm, ''),
  'without marks': (text) => text.replaceAll('*', ''),
  forwarded: (text) => `[20/11 14.02] Bu RT: ${text}`,
  'as a quotation': (text) => text.replace(/^/gm, '> '),
};

/** What the office does after a text has gone out. */
const later: Later[] = [
  {
    name: 'cancelled',
    at: 'before',
    row: { status: 'cancelled' },
    told: [['cancelled', null, null, 'Gedung dipakai warga']],
    verdict: 'changed',
    claim: 'cancelled',
  },
  { name: 'moved to another day', at: 'before', verdict: 'changed', claim: 'moved' },
  {
    name: 'given other hours',
    at: 'before',
    told: [['hours', '16:00-21:00', '17:00-22:00', 'Awal Ramadan']],
    verdict: 'changed',
    claim: 'moved',
  },
  {
    name: 'paused',
    at: '17:00',
    row: { status: 'paused' },
    told: [to('paused', 'kit')],
    verdict: 'true',
    claim: 'true',
    halted: true,
  },
  {
    name: 'full',
    at: '19:00',
    row: { status: 'full' },
    told: [to('full')],
    verdict: 'true',
    claim: 'true',
    halted: true,
  },
  {
    name: 'at its last numbers',
    at: '19:00',
    row: { status: 'open', room: 'last' },
    told: [['room', 'filling', 'last', '']],
    verdict: 'true',
    claim: 'true',
    halted: true,
  },
  { name: 'over', at: '21:30', verdict: 'true', claim: 'over' },
];
const before = new Map<string, { id: string; now: number; session: Session; texts: Map<Language, string> }>();

const told = ({ claims }: TextAnswer) =>
  claims.map(({ verdict, why, beside, place, date }) => [verdict, why, beside, place, date]);

describe.each(languages)('in %s', (language) => {
  test.each(states.map(({ name }) => name))('a session that is %s', async (name) => {
    const { id, now } = evenings.get(name) ?? { id: '', now: 0 };
    const text = await textOf(id, { language, now });
    for (const [way, change] of Object.entries(ways)) {
      const answer = await checkByText(visitorAt(now), { text: change(text), origin });
      const { verdict, astray, warnings, claims } = answer;
      expect(
        { verdict, astray, warnings, first: claims[0]?.session?.id },
        `${way}\n${change(text)}\n${JSON.stringify(told(answer))}`,
      ).toEqual({ verdict: 'true', astray: false, warnings: [], first: id });
    }
  });

  test.each(later.map(({ name }) => name))('a session that is since %s', async (name) => {
    const { id, now, session, texts } = before.get(name) ?? { id: '', now: 0, session: null, texts: new Map() };
    const wanted = later.find((one) => one.name === name);
    for (const [way, change] of Object.entries(ways)) {
      const text = change(texts.get(language) ?? '');
      const answer = await checkByText(visitorAt(now), { text, origin });
      const [claim] = answer.claims;
      const seen = { verdict: answer.verdict, claim: claim?.verdict, id: claim?.session?.id, said: claim?.said?.date };
      const wish = { verdict: wanted?.verdict, claim: wanted?.claim, id, said: session?.date };
      expect(seen, `${way}\n${text}\n${JSON.stringify(told(answer))}`).toEqual(wish);
      if (wanted?.verdict === 'changed') expect(claim?.now).not.toEqual(claim?.said);
      if (wanted?.halted) expect(claim?.others.length).toBeGreaterThan(0);
    }
  });

  test('every kelurahan’s weeks', async () => {
    overwriteGetLocale(() => language);
    const now = ctx.now();
    const areas = new Map(demo.map(({ venue }) => [venue.area.code, venue.area.name]));
    let weeks = 0;
    for (const [area, name] of areas) {
      for (const week of await comingWeeksOf(visitorAt(now), { area })) {
        const title = m.finder_area_title({ name });
        const { text } = shareWeek(week, { area, title, origin, zoneName });
        for (const [way, change] of Object.entries(ways)) {
          const answer = await checkByText(visitorAt(now), { text: change(text), origin });
          const { verdict, astray, warnings, claims } = answer;
          expect(claims.length).toBe(
            change(text)
              .split('\n')
              .filter((line) => / WIB:/.test(line)).length,
          );
          expect({ verdict, astray, warnings }, `${way}\n${change(text)}\n${JSON.stringify(told(answer))}`).toEqual({
            verdict: 'true',
            astray: false,
            warnings: [],
          });
        }
        weeks += 1;
      }
    }
    expect(weeks).toBeGreaterThan(10);
  });
});
