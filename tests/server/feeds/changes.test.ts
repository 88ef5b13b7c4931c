import { readOutdated } from '@jemput/server/calendar/read-outdated';
import { feedRoutes } from '@jemput/server/feeds/routes';
import { type EveningRules, standardEveningRules } from '@jemput/shared/places/evening-rules';
import type { Session, SessionChange } from '@jemput/shared/sessions/session';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aRandomWeek, doStep, type Step } from '../../fixtures/a-random-week.ts';
import { anOffice, aStint, as, later, publish } from '../../fixtures/an-office.ts';
import { correctHours, saveEvening } from '../../fixtures/as-it-stands.ts';

interface ChangesPage {
  changes: SessionChange[];
  seq: number;
  latest: number;
  sessions: Session[];
}

type Get = (path: string) => Promise<Response>;

/** A reader as the page /data tells to write one. */
class Reader {
  seq = 0;
  readonly sessions = new Map<string, Session>();
  readonly log: SessionChange[] = [];

  async catchUp(get: Get, limit: number): Promise<void> {
    for (;;) {
      const page = (await (await get(`/api/v1/changes?since=${this.seq}&limit=${limit}`)).json()) as ChangesPage;
      expect(page.changes.length).toBeLessThanOrEqual(limit);
      this.log.push(...page.changes);
      for (const session of page.sessions) this.sessions.set(session.id, session);
      this.seq = page.seq;
      if (page.seq === page.latest) return;
    }
  }
}

/** What is promised; forecasts, the time of the last look and what else is near are fresh in every answer and no promise. */
function promised({ expected: _, checkedAt: __, alternatives: ___, ...session }: Session) {
  return session;
}

const byId = (sessions: Iterable<Session>) => [...sessions].map(promised).toSorted((a, b) => (a.id < b.id ? -1 : 1));

test('whoever stopped reading anywhere catches up exactly, with pages of any size', async () => {
  let changes = 0;
  await fc.assert(
    fc.asyncProperty(aRandomWeek, fc.nat(), fc.integer({ min: 1, max: 7 }), async (week, cut, limit) => {
      const office = await anOffice();
      let now = Date.parse('2026-11-20T08:00:00+07:00');
      const ctx = { ...office, now: () => now };
      const app = feedRoutes(() => ctx);
      const get: Get = async (path) => app.request(path);
      const reader = new Reader();
      const faithful = new Reader();
      const stopsAfter = cut % (week.length + 1);
      for (const [at, done] of week.entries()) {
        if (at === stopsAfter) await reader.catchUp(get, limit);
        now += done.afterMinutes * 60_000;
        await doStep(ctx, done);
        await faithful.catchUp(get, 1000);
      }
      await reader.catchUp(get, limit);
      const all = (await (await get('/api/v1/sessions?from=2000-01-01&limit=500')).json()) as { sessions: Session[] };
      expect(byId(reader.sessions.values())).toEqual(byId(all.sessions));
      expect(byId(faithful.sessions.values())).toEqual(byId(all.sessions));
      expect(reader.log).toEqual(faithful.log);
      expect(reader.log.map(({ seq }) => seq)).toEqual([...reader.log.keys()].map((at) => at + 1));
      expect(reader.log).toEqual(all.sessions.flatMap((one) => one.changes).toSorted((a, b) => a.seq - b.seq));
      changes += reader.log.length;
      office.db.$client.close();
    }),
    { numRuns: 25 },
  );
  expect(changes).toBeGreaterThan(60);
});

test('changes.ndjson is the end of the same log', async () => {
  const ctx = await anOffice();
  await publish(ctx, [aStint({ start: '2026-11-24' })]);
  const soon = later(ctx, '2026-11-22T02:00:00Z');
  await publish(soon, [aStint({ start: '2026-11-26' })], 'uji');
  const linesAt = async (instant: string) =>
    (await (await feedRoutes(() => later(ctx, instant)).request('/feeds/changes.ndjson')).text())
      .split('\n')
      .filter(Boolean)
      .map((line) => (JSON.parse(line) as SessionChange).seq);
  const log = ((await (await feedRoutes(() => soon).request('/api/v1/changes')).json()) as ChangesPage).changes;
  expect(await linesAt('2026-11-22T03:00:00Z')).toEqual(log.map(({ seq }) => seq));
  // 35 days after Friday 20 November its changes are still told; two days later only Sunday's.
  const late = log.filter(({ at }) => at >= '2026-11-22').map(({ seq }) => seq);
  expect(late.length).toBeLessThan(log.length);
  expect(await linesAt('2026-12-25T03:00:00Z')).toHaveLength(log.length);
  expect(await linesAt('2026-12-27T03:00:00Z')).toEqual(late);
});

/** What a program holds of a session that goes by the log's own records, and by whole sessions only where one is new. */
interface Followed {
  venue: string;
  date: string;
  slot: string;
  status: string;
  room: string | null;
  kits: number;
  /** Undefined after a move, which the log tells by place, date and slot; the session's own answer has its hours. */
  hours: string | undefined;
  /** Undefined after a move and after other hours, which bring rests of their own. */
  pauses: string | null | undefined;
}

const spanOf = ({ startsAt, endsAt }: Session) => `${startsAt.slice(11, 16)}-${endsAt.slice(11, 16)}`;
const restsOf = ({ pauses }: Session) =>
  pauses.map(({ what, start, end }) => `${what} ${start}-${end}`).join(', ') || null;

function followed(session: Session): Followed {
  const { venue, date, slot, status, room, kits } = session;
  return { venue: venue.id, date, slot, status, room, kits, hours: spanOf(session), pauses: restsOf(session) };
}

function apply(known: Followed, { what, to }: SessionChange): void {
  if (what === 'moved') {
    const [venue = '', date = '', slot = ''] = (to ?? '').split('|');
    Object.assign(known, { venue, date, slot, status: 'moved', hours: undefined, pauses: undefined });
  } else if (what === 'cancelled') known.status = 'cancelled';
  else if (what === 'status') known.status = to ?? '';
  else if (what === 'room') known.room = to;
  else if (what === 'kits') known.kits = (to ?? '').split(',').filter(Boolean).length;
  else if (what === 'hours') Object.assign(known, { hours: to, pauses: undefined });
  else if (what === 'pauses') known.pauses = to;
}

const someRules: fc.Arbitrary<EveningRules> = fc.record({
  tarawihMinutes: fc.constantFrom(null, 60, 75),
  ramadanEveningMinutes: fc.constantFrom(120, 150),
  maghribPauseMinutes: fc.constantFrom(0, 15),
  isyaPauseMinutes: fc.constantFrom(0, 10),
});

test('whoever missed days holds again what the API says by replaying the records, other hours and rests among them', async () => {
  const seen = new Set<string>();
  // Ramadan 1447 began on 19 February 2026.
  const aWeek = fc.array(
    fc.oneof(
      aRandomWeek.map((week) => ({ week })),
      someRules.map((rules) => ({ rules })),
    ),
    {
      minLength: 3,
      maxLength: 4,
    },
  );
  const evening = (ahead: number): Step => ({
    kind: 'publish',
    afterMinutes: 1,
    // One in Ramadan, one after it.
    stints: [
      { venue: 'pajang', slot: 'malam', ahead },
      { venue: 'kampung-baru', slot: 'malam', ahead: 30 },
    ],
    reason: 'uji',
  });
  const rests = { ...standardEveningRules, maghribPauseMinutes: 15 };
  const anEvening = [
    { week: [evening(3)] },
    { rules: { ...rests, tarawihMinutes: 60 } },
    { rules: rests },
    { rules: { ...rests, isyaPauseMinutes: 10 } },
    { week: [evening(4)] },
  ];
  await fc.assert(
    fc.asyncProperty(aWeek, fc.nat(), async (parts, cut) => {
      const office = await anOffice({ now: '2026-02-18T01:00:00Z' });
      let now = Date.parse('2026-02-18T08:00:00+07:00');
      const ctx = { ...office, now: () => now };
      const app = feedRoutes(() => ctx);
      const get = async <T>(path: string) => (await (await app.request(path)).json()) as T;
      const known = new Map<string, Followed>();
      let seq = 0;
      const look = async () => {
        const all = await get<{ sessions: Session[]; seq: number }>('/api/v1/sessions?from=2000-01-01&limit=500');
        for (const session of all.sessions) known.set(session.id, followed(session));
        ({ seq } = all);
        return all.sessions;
      };
      const stopsAfter = cut % parts.length;
      for (const [at, part] of parts.entries()) {
        now += 60_000;
        if ('rules' in part) {
          await saveEvening(as(ctx, 'admin-1'), { ...standardEveningRules, ...part.rules });
          const { sessions } = await readOutdated(as(ctx, 'planner-1'));
          if (sessions.length > 0) await correctHours(as(ctx, 'planner-1'), 'waktu salat');
        } else
          for (const step of part.week) {
            now += step.afterMinutes * 60_000;
            await doStep(ctx, step);
          }
        if (at === stopsAfter) await look();
      }
      const page = await get<ChangesPage>(`/api/v1/changes?since=${seq}&limit=1000`);
      for (const change of page.changes) {
        seen.add(change.what);
        const mine = known.get(change.sessionId);
        if (mine) apply(mine, change);
      }
      for (const session of page.sessions) if (!known.has(session.id)) known.set(session.id, followed(session));
      const mine = Object.fromEntries(known);
      const { sessions } = await get<{ sessions: Session[] }>('/api/v1/sessions?from=2000-01-01&limit=500');
      const theirs = sessions.map((session) => {
        const { hours, pauses } = mine[session.id] ?? {};
        const told = followed(session);
        if (hours === undefined) told.hours = undefined;
        if (pauses === undefined) told.pauses = undefined;
        return [session.id, told] as const;
      });
      expect(mine).toEqual(Object.fromEntries(theirs));
      office.db.$client.close();
    }),
    { numRuns: 8, examples: [[anEvening, 0]] },
  );
  expect([...seen]).toEqual(expect.arrayContaining(['hours', 'pauses', 'moved']));
});
