import { randomUUID } from 'node:crypto';
import { sessionChanges, sessions } from '@jemput/server/db/schema/sessions';
import { receiveReport } from '@jemput/server/field/receive-report';
import { findSessions } from '@jemput/server/sessions/find-sessions';
import { getSession } from '@jemput/server/sessions/get-session';
import { layOutPicture } from '@jemput/server/share/draw-picture';
import { drawPoster } from '@jemput/server/share/draw-poster';
import type { PictureShape } from '@jemput/server/share/picture-shapes';
import type { Sheet } from '@jemput/server/share/sheet';
import { sheetOfSession } from '@jemput/server/share/sheet-of-session';
import { sheetOfToday } from '@jemput/server/share/sheet-of-today';
import { sheetOfVenue } from '@jemput/server/share/sheet-of-venue';
import { sheetOfWeek } from '@jemput/server/share/sheet-of-week';
import type { CrewState, FieldReport, IncidentKind } from '@jemput/shared/field/field-report';
import type { WordLanguage } from '@jemput/shared/messages/words/word-keys';
import { wordLanguages } from '@jemput/shared/messages/words/word-keys';
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { anOffice, aStint, as, later, type OfficeContext, publish } from '../../fixtures/an-office.ts';
import { misplaced, piecesOf } from '../../fixtures/read-pdf.ts';
import { misplacedIn, type Written, writtenIn } from '../../fixtures/read-svg.ts';

const PAJANG = '33.72.01.1001';
const WEEK = '2026-W47';
const origin = 'https://jemput-bola.disdukcapil.surakarta.go.id';
const asked = (language: WordLanguage = 'id') => ({ origin, language });
const shapes = ['wide', 'tall'] as const satisfies readonly PictureShape[];

/** Tonight at Pajang, and what costs least in its place: tomorrow at the same hall. */
const stint = aStint({ days: 2 });
/** Farther away, and still takes people tonight. */
const elsewhere = aStint({ venue: 'kampung-baru', kits: ['K02'], days: 1 });

interface Told {
  ctx: OfficeContext;
  id: string;
}

const at = (ctx: OfficeContext, clock: string) => later(ctx, `2026-11-20T${clock}:00+07:00`);

async function published(): Promise<Told> {
  const ctx = await anOffice();
  await publish(ctx, [stint, elsewhere]);
  const { sessions: found } = await findSessions(ctx, { venue: 'pajang', to: '2026-11-20' });
  return { ctx, id: found[0]?.id ?? '' };
}

async function reported(clock: string, state: CrewState, incident: IncidentKind | null = null): Promise<Told> {
  return told(await published(), clock, { kind: 'state', state, incident, note: 'Bu Sri menunggu' });
}

type Said = Pick<Extract<FieldReport, { kind: 'state' }>, 'kind' | 'state' | 'incident' | 'note'>;
type Closed = Pick<Extract<FieldReport, { kind: 'closed' }>, 'kind' | 'served' | 'turnedAway' | 'note'>;

async function told({ ctx, id }: Told, clock: string, report: Said | Closed): Promise<Told> {
  const crew = as(at(ctx, clock), 'crew-1');
  await receiveReport(crew, { id: randomUUID(), sessionId: id, madeAt: crew.now(), ...report });
  return { ctx, id };
}

async function republished(stints: Parameters<typeof publish>[1], reason: string): Promise<Told> {
  const { ctx, id } = await published();
  await publish(at(ctx, '09:10'), stints, reason);
  return { ctx, id };
}

async function withOtherHours(): Promise<Told> {
  const { ctx, id } = await published();
  const startsAt = Date.parse('2026-11-20T18:30:00+07:00') / 1000;
  await ctx.db.insert(sessionChanges).values({
    ...{ sessionId: id, sequence: 1, at: at(ctx, '10:00').now(), what: 'hours' },
    ...{ from: '16:00-21:00', to: '18:30-21:00', reason: 'Malam tarawih' },
  });
  await ctx.db.update(sessions).set({ startsAt, sequence: 1 }).where(eq(sessions.id, id));
  return { ctx, id };
}

/** The words of each public state, as every sheet of that evening has to say them; `is` where its page gives a state to it. */
const states: Record<string, { clock: string; is: string; says: string[]; make: () => Promise<Told> }> = {
  'still to come': { clock: '15:00', is: 'scheduled', says: [], make: published },
  open: { clock: '16:40', is: 'open', says: ['Buka sekarang', 'kabar 16.30'], make: () => reported('16:30', 'free') },
  filling: {
    ...{ clock: '17:40', is: 'open', says: ['Mulai penuh', 'kabar 17.30'] },
    make: () => reported('17:30', 'filling'),
  },
  'out of numbers soon': {
    ...{ clock: '18:40', is: 'open', says: ['Nomor terakhir', 'kabar 18.30'] },
    make: () => reported('18:30', 'last'),
  },
  full: { clock: '17:40', is: 'full', says: ['Penuh', 'kabar 17.36'], make: () => reported('17:36', 'full') },
  paused: {
    ...{ clock: '17:40', is: 'paused', says: ['Berhenti sementara', 'listrik padam', 'kabar 17.33'] },
    make: () => reported('17:33', 'paused', 'power'),
  },
  'moved in time': {
    ...{ clock: '09:30', is: 'moved' },
    says: ['JADWAL BARU', 'Semula Jumat 20 November, 16.00–21.00 WIB.', 'Gedung dipakai ujian.'],
    make: () => republished([{ ...stint, slot: 'siang' }, elsewhere], 'Gedung dipakai ujian'),
  },
  'other hours': {
    ...{ clock: '15:00', is: 'scheduled' },
    says: ['JAM BARU', 'Semula Jumat 20 November, 16.00–21.00 WIB.', 'Malam tarawih.'],
    make: withOtherHours,
  },
  'called off': {
    ...{ clock: '15:00', is: 'cancelled', says: ['DIBATALKAN', 'Alat rusak.'] },
    make: () => republished([{ ...stint, start: '2026-11-21', days: 1 }, elsewhere], 'Alat rusak'),
  },
  ended: { clock: '21:10', is: 'scheduled', says: ['SUDAH SELESAI'], make: published },
  closed: {
    ...{ clock: '20:40', is: 'done', says: ['SUDAH SELESAI'] },
    make: async () => told(await published(), '20:30', { kind: 'closed', served: 60, turnedAway: 0, note: '' }),
  },
};

/** Sheets on which that evening stands, by what they are called. */
async function sheetsOf(ctx: OfficeContext, id: string, language?: WordLanguage): Promise<Record<string, Sheet>> {
  return {
    session: await sheetOfSession(ctx, id, asked(language)),
    week: await sheetOfWeek(ctx, { area: PAJANG, week: WEEK }, asked(language)),
    venue: await sheetOfVenue(ctx, 'pajang', asked(language)),
    today: await sheetOfToday(ctx, asked(language)),
  };
}

/** All that a sheet says as a poster and as pictures, read from what is drawn. */
async function drawnTexts(sheet: Sheet): Promise<Record<string, string>> {
  const pdf = (await piecesOf(await drawPoster(sheet))).map(({ text }) => text).join(' ');
  const [wide, tall] = await Promise.all(
    shapes.map(async (shape) => writtenIn(await layOutPicture(sheet, shape, 'written'))),
  );
  const textIn = (written: Written[] = []) => written.map(({ text }) => text).join('');
  return { poster: pdf.replace(/\s+/g, ' '), wide: textIn(wide), tall: textIn(tall) };
}

/** Without spaces and in small letters: lines are broken anywhere, and posters shout. */
const bare = (text: string) => text.replace(/\s/g, '').toLowerCase();

const sheetsThatTell: Record<string, readonly string[]> = {
  ended: ['session'],
  closed: ['session'],
  'moved in time': ['session', 'week', 'venue'],
};

test.each(Object.entries(states))(
  'of an evening that is %s every picture and poster says what its page does: state, hours, reason, where to go instead',
  async (name, { clock, is, says, make }) => {
    const { ctx, id } = await make();
    const now = at(ctx, clock);
    const { session, alternatives } = await getSession(now, { id });
    expect(session.status).toBe(is);
    const { date, startsAt, endsAt } = session;
    const [day, from, to] = [Number(date.slice(8)), startsAt.slice(11, 16), endsAt.slice(11, 16)];
    const hours = `${from}–${to} WIB`.replaceAll(':', '.');
    const sent = !['still to come', 'open', 'filling', 'moved in time', 'other hours'].includes(name);
    const [first] = alternatives;
    const place = sent ? first?.venue.name : undefined;
    if (sent) expect(place).toBe(name === 'ended' ? 'Kelurahan Pajang' : 'Kelurahan Kampung Baru');

    const sheets = await sheetsOf(now, id);
    for (const sheetName of sheetsThatTell[name] ?? Object.keys(sheets)) {
      const sheet = sheets[sheetName] as Sheet;
      for (const [drawing, text] of Object.entries(await drawnTexts(sheet))) {
        const where = `${sheetName} ${drawing}`;
        const said = bare(text);
        const stood =
          sheetName === 'today' ? '' : `${day}${drawing !== 'poster' && sheetName !== 'session' ? 'nov' : 'november'}`;
        for (const fact of [...says, hours, stood]) expect(said, where).toContain(bare(fact));
        if (place) expect(said, where).toMatch(/gantinya:|datangkesini:/);
        else expect(said, where).not.toMatch(/gantinya|datangkesini/);
        if (place) expect(said.slice(said.search(/gantinya:|datangkesini:/)), where).toContain(bare(place));
        expect(said, where).not.toContain('busri');
        for (const other of Object.values(states).flatMap((one) => one.says.slice(0, 1))) {
          if (!says.includes(other)) expect(said.replace(bare(says[0] ?? ''), ''), where).not.toContain(bare(other));
        }
      }
    }
  },
  60_000,
);

test('an evening that moved away is told where it was promised, with where it is held and why', async () => {
  const { ctx } = await republished([{ ...stint, venue: 'pasar-kleco' }, elsewhere], 'Gedung dipakai ujian');
  const now = at(ctx, '15:00');
  const venue = await sheetOfVenue(now, 'pajang', asked());
  for (const [drawing, text] of Object.entries(await drawnTexts(venue))) {
    for (const fact of [
      'DIPINDAH',
      'Sekarang Jumat 20 November, 16.00–21.00 WIB di Pasar Kleco. Gedung dipakai ujian.',
    ])
      expect(bare(text), drawing).toContain(bare(fact));
  }
  const held = await drawnTexts(await sheetOfVenue(now, 'pasar-kleco', asked()));
  expect(bare(held.poster ?? '')).toContain(bare('Semula Jumat 20 November, 16.00–21.00 WIB di Kelurahan Pajang.'));
});

test('what is over is not told among what is to come, and a week that is over is told as over', async () => {
  const { ctx } = await published();
  const rowsAt = async (instant: string) => {
    const sheet = await sheetOfWeek(later(ctx, instant), { area: PAJANG, week: WEEK }, asked());
    return { alarm: sheet.alarm?.word, rows: sheet.table?.rows.map(({ date, state }) => `${date} ${state}`) };
  };
  expect(await rowsAt('2026-11-20T20:59:00+07:00')).toEqual({
    alarm: undefined,
    rows: ['20 November ', '21 November '],
  });
  expect(await rowsAt('2026-11-20T21:00:00+07:00')).toEqual({ alarm: undefined, rows: ['21 November '] });
  expect(await rowsAt('2026-11-22T09:00:00+07:00')).toEqual({
    alarm: 'SUDAH SELESAI',
    rows: ['20 November SUDAH SELESAI', '21 November SUDAH SELESAI'],
  });
});

test('a week is as old as the last look at what is told of it, and no older for what is over', async () => {
  const { ctx, id } = await published();
  const footAt = async (instant: string) =>
    (await sheetOfWeek(later(ctx, instant), { area: PAJANG, week: WEEK }, asked())).foot;
  await told({ ctx, id }, '17:36', { kind: 'state', state: 'full', incident: null, note: '' });
  expect(await footAt('2026-11-20T18:00:00+07:00')).toContain('Diperiksa 20 November 2026 pukul 17.36 WIB');
  expect(await footAt('2026-11-20T21:30:00+07:00')).toContain('Diperiksa 20 November 2026 pukul 09.00 WIB');
});

test.each(Object.entries(states))(
  'an evening that is %s is told in every language with nothing cut off, off its page or over anything',
  async (_, { clock, make }) => {
    const { ctx, id } = await make();
    for (const language of wordLanguages) {
      for (const [sheetName, sheet] of Object.entries(await sheetsOf(at(ctx, clock), id, language))) {
        const where = `${sheetName} ${language}`;
        expect(misplaced(await piecesOf(await drawPoster(sheet))), where).toEqual([]);
        for (const shape of shapes)
          expect(misplacedIn(await layOutPicture(sheet, shape, 'written')), `${where} ${shape}`).toEqual([]);
      }
    }
  },
  60_000,
);
