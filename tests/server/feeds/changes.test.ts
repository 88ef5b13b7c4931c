import { feedRoutes } from '@jemput/server/feeds/routes';
import type { Session, SessionChange } from '@jemput/shared/sessions/session';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aRandomWeek, doStep } from '../../fixtures/a-random-week.ts';
import { anOffice, aStint, later, publish } from '../../fixtures/an-office.ts';

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
