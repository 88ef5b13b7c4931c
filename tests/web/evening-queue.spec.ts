import { createClient } from '@libsql/client';
import type { Page } from '@playwright/test';
import { describe, expect, test } from 'vitest';
import { browser, context, officeEachTest, page, phone, server } from '../fixtures/a-page.ts';
import { axeFaults } from '../fixtures/accessible.ts';
import {
  callNext,
  giveNumber,
  openDesk,
  openQueue,
  pauseBetweenTaps,
  serving,
  untilSent,
} from '../fixtures/evening-desk.ts';
import { signIn } from '../fixtures/sign-in.ts';

officeEachTest(phone);

/** What the office has written down, read beside the server. */
async function office(sql: string, ...args: string[]): Promise<Record<string, unknown>[]> {
  const client = createClient({ url: server.databaseUrl, timeout: 60_000 });
  const { rows } = await client.execute({ sql, args });
  client.close();
  return rows.map((row) => ({ ...row }));
}

const labelled = "series || '-' || substr('000' || number, -3) as label";

async function unfold(on: Page, summary: string): Promise<void> {
  await on.locator('summary', { hasText: summary }).click();
}

describe('two desks', () => {
  test('that press next at the same moment, five times, call ten numbers', async () => {
    const sessionId = await openQueue(page, server.url);
    const second = await browser.newContext(phone);
    const other = await second.newPage();
    await openQueue(other, server.url);
    expect([await openDesk(page), await openDesk(other)].sort()).toEqual(['B', 'C']);
    const called: string[] = [];
    for (let times = 0; times < 5; times++) called.push(...(await Promise.all([callNext(page), callNext(other)])));
    expect(new Set(called).size).toBe(10);
    const rows = await office(`select ${labelled} from tickets where session_id = ? and calls > 0`, sessionId);
    expect(rows.map(({ label }) => label).sort()).toEqual([...called].sort());
    await second.close();
  });

  test('one goes silent: its numbers are taken over by hand, after a warning', async () => {
    await openQueue(page, server.url);
    const second = await browser.newContext(phone);
    const other = await second.newPage();
    await openQueue(other, server.url);
    await openDesk(page);
    await openDesk(other);
    await callNext(other);
    await second.close();
    await expect.poll(() => page.getByText('tidak terdengar sejak').count()).toBe(1);
    const desks = page.getByRole('region', { name: 'Meja lain' });
    const takeOver = desks.locator('summary', { hasText: 'Ambil alih nomor meja C' });
    await takeOver.waitFor();
    await takeOver.click();
    await desks.getByRole('button', { name: 'Meja C tidak memanggil lagi' }).click();
    await expect.poll(() => page.getByText('tidak terdengar sejak').count()).toBe(0);
  });
});

test('a double tap on next calls one', async () => {
  const sessionId = await openQueue(page, server.url);
  await openDesk(page);
  await page.getByRole('button', { name: 'Panggil berikutnya' }).dblclick();
  await expect.poll(() => serving(page)).toMatch(/^A-/);
  await untilSent(page);
  expect(await office('select id from tickets where session_id = ? and calls > 0', sessionId)).toHaveLength(1);
});

test('skipped with a reason, set aside, back in by number, called again: each is recorded once', async () => {
  const sessionId = await openQueue(page, server.url);
  await openDesk(page);
  const first = await callNext(page);
  await page.getByRole('button', { name: 'Panggil ulang' }).click();
  await page.getByText('panggilan ke-2').waitFor();
  await pauseBetweenTaps();
  await unfold(page, 'Lewati atau titip');
  await page.getByRole('button', { name: 'Tidak ada di tempat' }).click();
  await page.getByText('Dilewati dan dititip').waitFor();
  const second = await callNext(page);
  await unfold(page, 'Lewati atau titip');
  await page.getByRole('button', { name: 'Titip dulu' }).click();
  await page.getByLabel('Cari nomor').fill(String(Number(first.slice(2))));
  const late = page.getByRole('region', { name: 'Daftar tunggu' }).getByRole('listitem').filter({ hasText: first });
  await late.getByRole('button', { name: 'Masuk lagi' }).click();
  await untilSent(page);
  const [back] = await office(
    `select state, calls, skip_reason from tickets where session_id = ? and ${labelled.split(' as ')[0]} = ?`,
    sessionId,
    first,
  );
  expect(back).toMatchObject({ state: 'held', calls: 2 });
  const [aside] = await office(
    `select state from tickets where session_id = ? and ${labelled.split(' as ')[0]} = ?`,
    sessionId,
    second,
  );
  expect(aside).toMatchObject({ state: 'parked' });
  const skips = await office("select reason from ticket_events where session_id = ? and what = 'skipped'", sessionId);
  expect(skips).toEqual([{ reason: 'not_here' }]);
});

test('somebody who just came gets a number to be read out, and is called', async () => {
  const sessionId = await openQueue(page, server.url);
  await openDesk(page);
  await giveNumber(page, '3');
  await page.getByText('Sebutkan nomor ini').waitFor();
  expect(await page.locator('.given').innerText()).toMatch(/B-001[\s\S]*3 orang/);
  await untilSent(page);
  const rows = await office("select people, state from tickets where session_id = ? and series = 'B'", sessionId);
  expect(rows).toEqual([{ people: 3, state: 'held' }]);
});

describe('without network', () => {
  test('the desk calls on from its own share, through a reload, and the office gets all of it in order', async () => {
    const sessionId = await openQueue(page, server.url);
    await openDesk(page);
    await callNext(page);
    await untilSent(page);
    const isKept = () => page.evaluate(async () => (await caches.match(location.pathname)) !== undefined);
    await expect.poll(isKept).toBe(true);

    await context.setOffline(true);
    const called = [await callNext(page), await callNext(page)];
    await giveNumber(page, '1');
    await page.getByText('B-001').first().waitFor();
    const standing = page.getByRole('status').first();
    await expect.poll(() => standing.innerText()).toMatch(/^Tanpa sinyal · 3 menunggu kirim/);

    expect(await office('select id from tickets where session_id = ? and calls > 0', sessionId)).toHaveLength(1);

    await page.reload();
    await expect.poll(() => serving(page)).toBe(called[1]);

    await context.setOffline(false);
    await untilSent(page);
    const events = await office(
      "select what from ticket_events where session_id = ? and what in ('called', 'walk_in') order by seq",
      sessionId,
    );
    expect(events.map(({ what }) => what)).toEqual(['called', 'called', 'called', 'walk_in']);
    expect(await serving(page)).toBe(called[1]);
  });

  test('an answer lost on the way: the desk goes on alone, and whom the office had chosen is not lost', async () => {
    const sessionId = await openQueue(page, server.url);
    await openDesk(page);
    let lost = 0;
    await page.route('**/api/trpc/evening.act**', async (route) => {
      if (!route.request().postData()?.includes('call_next') || lost++ > 0) return route.continue();
      await route.fetch();
      await route.abort('connectionreset');
    });
    const called = await callNext(page);
    await untilSent(page);
    const rows = await office(`select ${labelled}, state from tickets where session_id = ? and calls > 0`, sessionId);
    expect(rows.filter(({ state }) => state === 'called')).toMatchObject([{ label: called }]);
    expect(await office("select id from tickets where session_id = ? and state = 'served'", sessionId)).toEqual([]);
  });
});

test('the evening closes in one form, and its counts are the session’s report', async () => {
  const sessionId = await openQueue(page, server.url);
  await openDesk(page);
  await callNext(page);
  await callNext(page);
  await untilSent(page);
  await unfold(page, 'Tutup malam ini');
  await page.getByLabel('Terlayani tanpa nomor').fill('4');
  await page.getByLabel('Pulang tanpa nomor').fill('2');
  await page.getByRole('button', { name: 'Tutup dan laporkan' }).dblclick();
  await page.getByRole('heading', { name: 'Malam ini sudah ditutup' }).waitFor();
  const [served] = await office(
    "select sum(people) as people from tickets where session_id = ? and state = 'served'",
    sessionId,
  );
  const closes = await office("select served from reports where session_id = ? and kind = 'closed'", sessionId);
  expect(closes).toEqual([{ served: Number(served?.people) + 4 }]);
  expect(
    await office("select id from tickets where session_id = ? and state in ('held', 'called')", sessionId),
  ).toEqual([]);
});

test('a viewer is led away, and staff of another session are refused in words', async () => {
  const sessionId = await openQueue(page, server.url);
  await context.clearCookies();
  await signIn(page, server.url, 'viewer');
  await page.goto(`${server.url}/petugas/antrean/${sessionId}`);
  expect(new URL(page.url()).pathname).toBe('/rencana');
  await context.clearCookies();
  await signIn(page, server.url, 'crew');
  const [other] = await office(
    "select s.id from sessions s join queues q on q.session_id = s.id where s.date = '2026-11-20' and s.id <> ? and s.status <> 'cancelled' limit 1",
    sessionId,
  );
  await page.goto(`${server.url}/petugas/antrean/${other?.id}`);
  expect(await page.getByRole('heading').first().innerText()).toBe('Ini bukan jadwal Anda');
  await page.goto(`${server.url}/petugas/antrean/tidak-ada`);
  expect(await page.getByRole('heading').first().innerText()).toBe('Tidak ada antrean di sini');
});

test('large targets, nothing that axe finds wrong, and no sideways scrolling at 320 px', async () => {
  await openQueue(page, server.url);
  await openDesk(page);
  await callNext(page);
  for (const summary of await page.locator('main summary').all()) await summary.click();
  const heights = await page
    .locator('main :is(button, summary, a.button, fieldset label)')
    .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().height).filter((height) => height > 0));
  expect(Math.min(...heights)).toBeGreaterThanOrEqual(48);
  expect(await axeFaults(page)).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await axeFaults(page)).toEqual([]);
  await page.setViewportSize({ width: 320, height: 640 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
});
