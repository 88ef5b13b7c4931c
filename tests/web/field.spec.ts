import { randomUUID } from 'node:crypto';
import { createClient } from '@libsql/client';
import { beforeEach, describe, expect, test } from 'vitest';
import { browser, context, officeEachTest, page, phone, server } from '../fixtures/a-page.ts';
import { axeFaults } from '../fixtures/accessible.ts';
import { beginEvening, closeSession, unfold } from '../fixtures/crew-evening.ts';
import { signIn } from '../fixtures/sign-in.ts';

let startedAt: number;

/** The office's clock starts with its process, a little after `server.now()` does; the demo's reports are of earlier days. */
const A_MINUTE_MILLIS = 60_000;

officeEachTest(phone);

beforeEach(() => {
  startedAt = server.now() - A_MINUTE_MILLIS;
});

/** What the office has written down since the demo city was loaded, read beside the server. */
async function officeReports(): Promise<{ kind: unknown; served: unknown; incident: unknown }[]> {
  const client = createClient({ url: server.databaseUrl, timeout: 60_000 });
  const { rows } = await client.execute({
    sql: 'select kind, served, incident from reports where received_at >= ? order by received_at, made_at',
    args: [startedAt],
  });
  client.close();
  return rows.map(({ kind, served, incident }) => ({ kind, served, incident }));
}

describe("a crew member's evening", () => {
  test('shows tonight first: where, when, kits, colleagues and the way there', async () => {
    await beginEvening(page, server.url);
    const tonight = page.getByRole('article').first();
    expect(await tonight.getByRole('heading').innerText()).toBe('Kelurahan Pajang');
    expect(await tonight.innerText()).toMatch(/16\.00–21\.00 WIB[\s\S]*Alat rekam 1, Alat rekam 2/);
    expect(await tonight.getByRole('link', { name: 'Petunjuk jalan' }).getAttribute('href')).toMatch(
      /^geo:-7\.\d+,110\./,
    );
    expect(await page.getByText('Tugas berikutnya').count()).toBe(1);
  });

  test('opens, reports an incident and closes; the office has each once', async () => {
    await beginEvening(page, server.url);
    await page.getByRole('button', { name: 'Buka jadwal' }).dblclick();
    await page
      .getByText(/^diterima kantor \d/)
      .first()
      .waitFor();
    await unfold(page, 'Laporkan gangguan…', 'Listrik');
    await page.locator('details[open]').getByLabel('Listrik').check();
    await page.getByRole('button', { name: 'Kirim laporan gangguan' }).click();
    await closeSession(page, '180');
    await page.getByText('Sudah ditutup').waitFor();
    await expect.poll(() => page.getByText(/^diterima kantor \d/).count()).toBe(3);
    expect(await officeReports()).toEqual([
      { kind: 'opened', served: null, incident: null },
      { kind: 'incident', served: null, incident: 'power' },
      { kind: 'closed', served: 180, incident: null },
    ]);
  });

  test('without JavaScript: the same form sent twice is one report', async () => {
    const plain = await browser.newContext({ javaScriptEnabled: false });
    const plainPage = await plain.newPage();
    await signIn(plainPage, server.url, 'crew');
    const form = await plainPage
      .locator('form[action="?/open"]')
      .first()
      .evaluate((element) => {
        const data = new FormData(element as HTMLFormElement);
        return { id: String(data.get('id')), sessionId: String(data.get('sessionId')) };
      });
    const headers = { origin: server.url, accept: 'text/html' };
    for (let times = 0; times < 2; times++) {
      const answer = await plain.request.post(`${server.url}/petugas?/open`, { form, headers });
      expect(await answer.text()).toContain('Diterima kantor pukul');
    }
    await plainPage.goto(`${server.url}/petugas`);
    await closeSession(plainPage, '42');
    await plainPage.getByText('Sudah ditutup').waitFor();
    expect(await officeReports()).toMatchObject([{ kind: 'opened' }, { kind: 'closed', served: 42 }]);
    await plain.close();
  });

  test('a close that another report came before is refused in words, and the first number stands', async () => {
    await beginEvening(page, server.url);
    await page.getByRole('button', { name: 'Buka jadwal' }).click();
    await page.getByText(/^diterima kantor \d/).waitFor();
    const second = await browser.newContext({ viewport: { width: 360, height: 740 } });
    const secondPage = await second.newPage();
    await beginEvening(secondPage, server.url);
    await secondPage.getByText('Tutup jadwal…').waitFor();
    await closeSession(page, '180');
    await page
      .getByText(/^diterima kantor \d/)
      .nth(1)
      .waitFor();
    await closeSession(secondPage, '95');
    await secondPage.getByText('ditolak kantor').waitFor();
    expect(await secondPage.getByText('sudah ditutup dengan laporan lain').count()).toBeGreaterThan(0);
    expect((await officeReports()).filter(({ kind }) => kind === 'closed')).toMatchObject([{ served: 180 }]);
    await second.close();
  });
});

test('what the office cannot take is refused with the reason, in the reader’s language, and with what to do', async () => {
  await beginEvening(page, server.url);
  await page.getByRole('button', { name: 'Buka jadwal' }).click();
  await page.getByText(/^diterima kantor \d/).waitFor();
  await closeSession(page, '99999');
  await page.getByText('ditolak kantor').waitFor();
  expect(await page.getByText(/terlalu besar untuk alat malam ini: paling banyak \d+ orang/).count()).toBe(1);
  expect(await page.locator('main').innerText()).not.toMatch(/cannot|must be/);
});

describe('without network', () => {
  test('reports stay on the phone, in order, through a reload, and reach the office once it answers', async () => {
    await beginEvening(page, server.url);
    const isKept = () => page.evaluate(async () => (await caches.match('/petugas')) !== undefined);
    await expect.poll(isKept).toBe(true);

    await context.setOffline(true);
    await page.getByRole('button', { name: 'Buka jadwal' }).click();
    await closeSession(page, '180');
    await page.getByText('Masih di ponsel ini').waitFor();
    expect(await page.getByText('di ponsel ini', { exact: true }).count()).toBe(2);
    expect(await page.getByText(/^diterima kantor \d/).count()).toBe(0);
    expect(await officeReports()).toEqual([]);

    await page.reload();
    await expect.poll(() => page.getByText('di ponsel ini', { exact: true }).count()).toBe(2);
    expect(await page.getByRole('status').first().innerText()).toContain('2 menunggu kirim');

    await context.setOffline(false);
    await expect.poll(() => page.getByText(/^diterima kantor \d/).count()).toBe(2);
    expect(await officeReports()).toMatchObject([{ kind: 'opened' }, { kind: 'closed', served: 180 }]);
  });

  test('a report whose answer was lost on the way is counted once', async () => {
    await beginEvening(page, server.url);
    let lost = 0;
    await page.route('**/api/trpc/field.report**', async (route) => {
      if (lost++ > 0) return route.continue();
      await route.fetch();
      await route.abort('connectionreset');
    });
    await page.getByRole('button', { name: 'Buka jadwal' }).click();
    await page.getByText('Tanpa sinyal').waitFor();
    expect(await page.getByText('di ponsel ini', { exact: true }).count()).toBe(1);
    expect(await officeReports()).toHaveLength(1);
    await page.getByRole('button', { name: 'Coba kirim sekarang' }).click();
    await page.getByText(/^diterima kantor \d/).waitFor();
    expect(await officeReports()).toHaveLength(1);
  });

  test('signed out meanwhile: nothing is refused, and signing in again sends it', async () => {
    await beginEvening(page, server.url);
    await context.clearCookies();
    await page.getByRole('button', { name: 'Buka jadwal' }).click();
    await page.getByText('Anda perlu masuk lagi').waitFor();
    expect(await page.getByText('di ponsel ini', { exact: true }).count()).toBe(1);
    await beginEvening(page, server.url);
    await page.getByText(/^diterima kantor \d/).waitFor();
    expect(await officeReports()).toMatchObject([{ kind: 'opened' }]);
  });
});

test('a session that is not theirs is refused and nothing is written', async () => {
  await beginEvening(page, server.url);
  const client = createClient({ url: server.databaseUrl, timeout: 60_000 });
  const { rows } = await client.execute(`
    select id from sessions where status = 'scheduled' and date = (select min(date) from sessions where status = 'scheduled')
    and venue_id <> 'pajang' limit 1`);
  client.close();
  const form = { id: randomUUID(), sessionId: String(rows[0]?.id) };
  const answer = await page.request.post(`${server.url}/petugas?/open`, {
    form,
    headers: { origin: server.url, accept: 'text/html' },
  });
  expect(answer.status()).toBe(403);
  expect(await officeReports()).toEqual([]);
});

test('a cancelled evening is told loudly, with its reason', async () => {
  const client = createClient({ url: server.databaseUrl, timeout: 60_000 });
  await beginEvening(page, server.url);
  const sessionId = await page.locator('input[name="sessionId"]').first().inputValue();
  await client.execute({
    sql: "update sessions set status = 'cancelled', sequence = sequence + 1 where id = ?",
    args: [sessionId],
  });
  await client.execute({
    sql: "insert into session_changes (session_id, sequence, at, what, reason) values (?, 2, 1, 'cancelled', 'Listrik padam di Laweyan')",
    args: [sessionId],
  });
  client.close();
  await page.reload();
  const alert = page.getByRole('alert');
  expect(await alert.innerText()).toMatch(/DIBATALKAN: Kelurahan Pajang[\s\S]*Listrik padam di Laweyan/);
  expect(await page.getByRole('button', { name: 'Buka jadwal' }).count()).toBe(0);
});

test('large targets, and nothing that axe finds wrong, light and dark', async () => {
  await beginEvening(page, server.url);
  await page.getByText('Laporkan gangguan…').click();
  const heights = await page
    .locator('main :is(button, summary, a.button, label:has(input))')
    .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().height).filter((height) => height > 0));
  expect(Math.min(...heights)).toBeGreaterThanOrEqual(48);
  expect(await axeFaults(page)).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await axeFaults(page)).toEqual([]);
});
