import { areas, slots, venues } from '@jemput/server/db/schema/places';
import { sessions } from '@jemput/server/db/schema/sessions';
import { feedRoutes } from '@jemput/server/feeds/routes';
import { escapeXml } from '@jemput/server/feeds/to-rss';
import { findSessions } from '@jemput/server/sessions/find-sessions';
import type { Session } from '@jemput/shared/sessions/session';
import { parse } from 'csv-parse/sync';
import { eq } from 'drizzle-orm';
import ICAL from 'ical.js';
import { describe, expect, test } from 'vitest';
import { anOffice, aStint, type OfficeContext, publish } from '../../fixtures/an-office.ts';

async function aSite(stints = [aStint(), aStint({ venue: 'mojosongo', kits: ['K02'], slot: 'siang', days: 1 })]) {
  const ctx = await anOffice({ role: null });
  const planner = { ...ctx, actor: { id: 'planner-1', name: 'P', role: 'planner' as const } };
  await publish(planner, stints);
  const app = feedRoutes(() => ctx, 'https://jemput.example.id');
  const get = (path: string, headers: Record<string, string> = {}) => app.request(path, { headers });
  return { ctx, planner, app, get };
}

async function events(response: Response) {
  const calendar = new ICAL.Component(ICAL.parse(await response.text()));
  return calendar.getAllSubcomponents('vevent').map((component) => new ICAL.Event(component));
}

describe('/api/v1/sessions', () => {
  test('answers what find answers, open to all', async () => {
    const { ctx, get } = await aSite();
    const answer = await get('/api/v1/sessions?near=-7.5703,110.7829&limit=2', { origin: 'https://elsewhere.id' });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(answer.headers.get('cache-control')).toBe('public, no-cache');
    expect(await answer.json()).toEqual(await findSessions(ctx, { near: { lat: -7.5703, lon: 110.7829 }, limit: 2 }));
  });

  test('every bad parameter is named', async () => {
    const { get } = await aSite();
    const bad =
      'near=91,0x1&radiusKm=&area=33.7&from=2026-02-30&kind=pub&status=late&limit=0&evening=maybe&colour=red&q=a&q=b';
    const answer = await get(`/api/v1/sessions?${bad}`);
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    const problem = (await answer.json()) as { status: number; title: string; errors: { field: string }[] };
    expect(problem).toMatchObject({ type: 'about:blank', status: 400 });
    expect(problem.errors.map(({ field }) => field).toSorted()).toEqual(
      ['area', 'colour', 'evening', 'from', 'kind', 'limit', 'near', 'q', 'radiusKm', 'status'].toSorted(),
    );
  });

  test('nothing found is an empty list, not known is 404, nothing to read from is 503', async () => {
    const { get } = await aSite();
    const empty = await get('/api/v1/sessions?area=33.99.01');
    expect([empty.status, ((await empty.json()) as { sessions: Session[] }).sessions]).toEqual([200, []]);
    for (const path of [
      '/api/v1/sessions/nowhere',
      '/feeds/venues/nowhere.ics',
      '/feeds/areas/11.01.ics',
      '/feeds/sessions/nowhere.ics',
      '/api/v1/nothing',
    ]) {
      const answer = await get(path);
      expect(answer.status, path).toBe(404);
      expect(answer.headers.get('content-type')).toContain('application/problem+json');
    }
    const broken = await anOffice();
    broken.db.$client.close();
    const failed = await feedRoutes(() => broken).request('/api/v1/sessions');
    expect(failed.status).toBe(503);
    expect(await failed.text()).not.toContain('client');
  });

  test('one session comes with its changes and its alternatives', async () => {
    const { ctx, get } = await aSite();
    const [first] = (await findSessions(ctx, { venue: 'pajang' })).sessions;
    const answer = (await (await get(`/api/v1/sessions/${first?.id}`)).json()) as Session & {
      alternativeSessions: Session[];
    };
    expect(answer.changes).toHaveLength(1);
    expect(answer.alternativeSessions.map(({ id }) => id)).toEqual(answer.alternatives);
    expect(answer.alternativeSessions.map(({ venue }) => venue.id)).toEqual(['mojosongo', 'pajang']);
  });

  test('one session to come says what drives its forecast: a usual session times its drivers', async () => {
    const { ctx, get } = await aSite();
    const [first] = (await findSessions(ctx, { venue: 'pajang' })).sessions;
    const { expected } = (await (await get(`/api/v1/sessions/${first?.id}`)).json()) as {
      expected: { mean: number; typical: number; drivers: { group: string; share: number }[] };
    };
    const product = expected.drivers.reduce((people, { share }) => people * (1 + share), expected.typical);
    // The mean is told in hundredths.
    expect(Math.abs(product - expected.mean)).toBeLessThanOrEqual(0.005 + 1e-9);
    expect(expected.drivers.map(({ group }) => group)).toContain('weekday');
    const list = (await (await get('/api/v1/sessions')).json()) as { sessions: { expected: object }[] };
    expect(Object.keys(list.sessions[0]?.expected ?? {})).not.toContain('drivers');
  });

  test('places, changes, progress and their description are there', async () => {
    const { get } = await aSite();
    const json = async (path: string) => (await (await get(path)).json()) as Record<string, unknown[]>;
    expect((await json('/api/v1/venues')).venues).toHaveLength(4);
    expect((await json('/api/v1/areas')).areas).toHaveLength(7);
    expect((await json('/api/v1/changes?since=1')).changes).toHaveLength(2);
    expect((await get('/api/v1/changes?since=-1')).status).toBe(400);
    expect(await json('/api/v1/progress')).toMatchObject({ eligible: 3600, remaining: 3000 });
    const described = await json('/api/v1/openapi.json');
    expect(described.openapi).toBe('3.1.0');
    expect(Object.keys(described.paths ?? {})).toContain('/api/v1/sessions/{id}');
  });

  test('it can only be read', async () => {
    const { app } = await aSite();
    expect((await app.request('/api/v1/sessions', { method: 'POST' })).status).toBe(405);
    const preflight = await app.request('/api/v1/sessions', { method: 'OPTIONS', headers: { origin: 'https://a.id' } });
    expect([preflight.status, preflight.headers.get('access-control-allow-origin')]).toEqual([204, '*']);
    expect((await app.request('/api/v1/sessions', { method: 'HEAD' })).status).toBe(200);
  });
});

describe('calendars', () => {
  test('a session has its hours in the office zone, a lasting UID and its place', async () => {
    const { ctx, get } = await aSite();
    const answer = await get('/feeds/all.ics');
    expect(answer.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    const found = await events(answer);
    const { sessions: all } = await findSessions(ctx, {});
    expect(found.map(({ uid }) => uid).toSorted()).toEqual(all.map(({ id }) => `${id}@jemput`).toSorted());
    const pajang = found.find(({ startDate }) => startDate.toString() === '2026-11-20T16:00:00');
    expect(pajang).toMatchObject({ summary: 'Perekaman KTP-el di Kelurahan Pajang', sequence: 0 });
    expect(pajang?.startDate.zone.tzid).toBe('Asia/Jakarta');
    expect(pajang?.startDate.toUnixTime()).toBe(Date.parse('2026-11-20T16:00:00+07:00') / 1000);
    expect(pajang?.endDate.toUnixTime()).toBe(Date.parse('2026-11-20T21:00:00+07:00') / 1000);
    // RFC 5545, 3.8.7.2: DTSTAMP is in UTC.
    expect(pajang?.component.getFirstPropertyValue('dtstamp')?.toString()).toBe('2026-11-20T02:00:00Z');
    expect(pajang?.component.getFirstPropertyValue('status')).toBe('CONFIRMED');
    expect(pajang?.component.getFirstPropertyValue('url')).toMatch(/^https:\/\/jemput\.example\.id\/jadwal\//);
  });

  test('a moved session keeps its UID with a higher SEQUENCE, also where it was; a cancelled one says so', async () => {
    const { planner, get } = await aSite();
    const before = await events(await get('/feeds/venues/pajang.ics'));
    await publish(
      planner,
      [aStint({ venue: 'pasar-kleco', start: '2026-11-24' })],
      'balai dipakai, <pemilu> & lain; dll',
    );
    const after = await events(await get('/feeds/venues/pajang.ics'));
    expect(after.map(({ uid }) => uid).toSorted()).toEqual(before.map(({ uid }) => uid).toSorted());
    for (const event of after) {
      expect(event.sequence).toBe(1);
      expect(event.location).toContain('Pasar Kleco');
      expect(event.description).toContain('balai dipakai, <pemilu> & lain; dll');
    }
    const [cancelled] = await events(await get('/feeds/areas/33.72.04.ics'));
    expect(cancelled?.component.getFirstPropertyValue('status')).toBe('CANCELLED');
    expect(cancelled?.sequence).toBe(1);
  });

  test('an area without sessions is an empty calendar', async () => {
    const { get } = await aSite();
    const answer = await get('/feeds/areas/33.72.03.1002.ics');
    expect([answer.status, await events(answer)]).toEqual([200, []]);
  });
});

describe('feeds', () => {
  test('GeoJSON, CSV and NDJSON have the sessions that find has', async () => {
    const { ctx, get } = await aSite();
    const ids = (await findSessions(ctx, {})).sessions.map(({ id }) => id);
    const geojson = (await (await get('/feeds/sessions.geojson')).json()) as {
      features: { id: string; geometry: { coordinates: number[] }; properties: { venue: { id: string } } }[];
    };
    expect(geojson.features.map(({ id }) => id)).toEqual(ids);
    const pajang = geojson.features.find(({ properties }) => properties.venue.id === 'pajang');
    expect(pajang?.geometry.coordinates).toEqual([110.7829, -7.5703]);
    const rows = parse(await (await get('/feeds/sessions.csv')).text(), { columns: true }) as Record<string, string>[];
    expect(rows.map(({ id }) => id)).toEqual(ids);
    expect(rows[0]).toMatchObject({ starts_at: '2026-11-20T10:00:00+07:00', district: 'Jebres', status: 'scheduled' });
    const lines = (await (await get('/feeds/sessions.ndjson')).text()).trimEnd().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as Session).id)).toEqual(ids);
  });

  test('RSS is escaped, and what changed last comes first', async () => {
    const { ctx, planner, get } = await aSite();
    await ctx.db.update(venues).set({ name: 'Balai <A> & "B"' }).where(eq(venues.id, 'mojosongo'));
    const soon = { ...planner, now: () => planner.now() + 60_000 };
    await publish(
      soon,
      [aStint({ days: 2 }), aStint({ venue: 'mojosongo', kits: ['K02'], days: 1 })],
      'pindah ke malam',
    );
    const text = await (await get('/feeds/sessions.rss')).text();
    expect(text).not.toContain('Balai <A>');
    const items = text.split('<item>').slice(1);
    expect(items).toHaveLength(3);
    expect(items[0]).toContain(
      '<title>DIPINDAH: Perekaman KTP-el di Balai &lt;A&gt; &amp; &quot;B&quot;: Jumat 20 November 2026, 16.00–21.00 WIB</title>',
    );
    expect(items[0]).toContain('pindah ke malam');
    expect(items[0]).toContain('<pubDate>Fri, 20 Nov 2026 02:01:00 GMT</pubDate>');
    expect(escapeXml('a\u0000b\u001fc\nd')).toBe('abc\nd');
  });

  test('an area has a feed of its own, with what moved or was cancelled there and nothing of elsewhere', async () => {
    const { ctx, get } = await aSite();
    const text = await (await get('/feeds/areas/33.72.04.rss')).text();
    const { sessions: there } = await findSessions(ctx, { area: '33.72.04' });
    expect(there.length).toBeGreaterThan(0);
    for (const { id } of there) expect(text).toContain(`/jadwal/${id}</link>`);
    expect(text.split('<item>')).toHaveLength(there.length + 1);
    expect(text).toContain('/feeds/areas/33.72.04.rss" rel="self"');
    expect((await get('/feeds/areas/11.01.rss')).status).toBe(404);
  });

  test('an office whose clocks change gets calendars in UTC', async () => {
    const ctx = await anOffice({ zone: 'Europe/Berlin', now: '2026-11-20T02:00:00Z' });
    await publish(ctx, [aStint({ days: 1 })]);
    const [event] = await events(await feedRoutes(() => ctx).request('/feeds/all.ics'));
    expect(event?.startDate.toString()).toBe('2026-11-20T15:00:00Z');
  });
});

test('an empty office has empty feeds', async () => {
  const ctx: OfficeContext = await anOffice({ role: null });
  expect(await ctx.db.select().from(sessions)).toEqual([]);
  expect((await ctx.db.select().from(slots)).length + (await ctx.db.select().from(areas)).length).toBe(9);
  const app = feedRoutes(() => ctx);
  for (const path of ['all.ics', 'sessions.geojson', 'sessions.csv', 'sessions.ndjson', 'sessions.rss']) {
    expect((await app.request(`/feeds/${path}`)).status, path).toBe(200);
  }
});
