import type { Session } from '@jemput/shared/sessions/session';
import { beforeEach, expect, test } from 'vitest';
import { cityAddress, cityCache, keptPage } from '../../web/src/lib/offline/city-cache.ts';
import { context, officeEachTest, page, phone, server } from '../fixtures/a-page.ts';
import { axeFaults } from '../fixtures/accessible.ts';

officeEachTest(phone);

let told: Session[];

beforeEach(async () => {
  const answer = await fetch(`${server.url}/api/v1/sessions?limit=500`);
  told = ((await answer.json()) as { sessions: Session[] }).sessions;
});

async function isKept(address: string): Promise<boolean> {
  return page.evaluate(
    async ([cache = '', path = '']) =>
      (await (await caches.open(cache)).match(path, { ignoreVary: true })) !== undefined,
    [cityCache, address],
  );
}

/** Opens the front page as anybody does, and waits until the phone has put the city by. */
async function visitOnce(language = 'id'): Promise<void> {
  await page.goto(`${server.url}/?lang=${language}`);
  await page.clock.fastForward(11_000);
  await expect.poll(() => isKept(cityAddress)).toBe(true);
  await expect.poll(() => isKept(keptPage)).toBe(true);
  await page.evaluate(() => navigator.serviceWorker.ready);
}

function one(meets: (session: Session) => boolean): Session {
  const found = told.find(meets);
  if (!found) throw new Error('The demo city has no such session.');
  return found;
}

test('after one visit the city is read without network, by day, by name, and with its age', async () => {
  const cancelled = one(({ status }) => status === 'cancelled');
  await visitOnce();
  await server.stop();
  await page.goto(server.url);
  expect(new URL(page.url()).pathname).toBe(keptPage);
  await page.getByText(/Tersimpan di HP ini Jum 20 Nov pukul 17\.3\d\. Belum tentu masih benar\./).waitFor();
  expect(await page.getByRole('main').innerText()).toContain('Tidak ada jaringan');
  expect(await page.getByRole('main').locator('details').count()).toBe(Math.min(60, told.length));
  const gone = page.locator(`[id="${cancelled.id}"]`);
  expect(await gone.locator('summary').innerText()).toContain('Dibatalkan');
  await gone.locator('summary').click();
  expect(await gone.innerText()).toContain(cancelled.changes.at(-1)?.reason.replace(/\.$/, ''));
  await page.getByRole('searchbox').fill(cancelled.venue.name.toUpperCase().replaceAll(' ', '-'));
  const names = await page.locator('details strong').allInnerTexts();
  expect(new Set(names)).toEqual(new Set([cancelled.venue.name]));
  await page.getByRole('searchbox').fill('qqq');
  await page.getByText('Tidak ada yang cocok dengan “qqq” di salinan ini.').waitFor();
});

test('where nothing is kept yet the page says so, and keeps the city at once when asked', async () => {
  await page.goto(server.url + keptPage, { waitUntil: 'networkidle' });
  await page.getByText('Belum ada jadwal yang tersimpan di HP ini.').waitFor();
  expect(await page.getByRole('main').innerText()).not.toContain('tersimpan di HP ini supaya terbaca');
  expect(await axeFaults(page)).toEqual([]);
  await page.getByRole('button', { name: 'Simpan di HP ini' }).click();
  await page.getByText(/^Tersimpan di HP ini .+ Belum tentu masih benar\./).waitFor();
  await expect.poll(() => isKept(keptPage)).toBe(true);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await server.stop();
  await page.goto(server.url);
  await page.getByText(/^Tersimpan di HP ini .+ Belum tentu masih benar\./).waitFor();
});

test('a session’s own address leads to what the phone knows of it, and says how to try again', async () => {
  const asked = one(({ status, date }) => status === 'scheduled' && date > '2026-11-21');
  await visitOnce();
  await server.stop();
  await page.goto(`${server.url}/jadwal/${asked.id}`);
  const kept = page.locator(`[id="${asked.id}"]`);
  await kept.waitFor();
  expect(await kept.getAttribute('open')).not.toBeNull();
  expect(await kept.innerText()).toContain(asked.venue.address);
  expect(await page.locator(`[id="${asked.id}"]`).count()).toBe(1);
  expect(await page.getByRole('link', { name: 'Coba lagi' }).getAttribute('href')).toBe(`/jadwal/${asked.id}`);
  expect(await axeFaults(page)).toEqual([]);
});

test('a kelurahan’s address leads to its own sessions, and from there to the whole city', async () => {
  const asked = one(({ status }) => status === 'scheduled').venue.area;
  await visitOnce();
  await server.stop();
  await page.goto(`${server.url}/wilayah/${asked.code}`);
  await page.getByText(`Hanya jadwal di ${asked.name}.`).waitFor();
  const there = told.filter(({ venue }) => venue.area.code === asked.code);
  expect(await page.locator('main details').count()).toBe(there.length);
  await page.getByRole('button', { name: 'Tampilkan seluruh kota' }).click();
  await expect.poll(() => page.locator('main details').count()).toBe(Math.min(60, told.length));
  await page.goto(`${server.url}/wilayah/99.99.99.9999`);
  await page.getByText('tidak punya jadwal di salinan ini').waitFor();
});

test('a place read before is shown first when there is no network', async () => {
  const asked = one(({ status }) => status === 'scheduled').venue.area;
  await visitOnce();
  await page.goto(`${server.url}/wilayah/${asked.code}`);
  await server.stop();
  await page.goto(server.url);
  await page.getByText(`Hanya jadwal di ${asked.name}.`).waitFor();
});

test('a code is answered from the copy, with the hour from which it is, and what is not in it is not called false', async () => {
  const asked = one(({ status, date }) => status === 'scheduled' && date > '2026-11-21');
  await page.goto(`${server.url}/jadwal/${asked.id}`);
  const text = await page.locator('main').innerHTML();
  const code = /kode=([0-9A-Z]{3}-[0-9A-Z]{4})/.exec(text)?.[1] ?? '';
  expect(code).not.toBe('');
  await visitOnce();
  await server.stop();
  await page.goto(`${server.url}/cek?kode=${code.toLowerCase()}`);
  await page.getByText(/milik jadwal di bawah ini\. Begini keadaannya Jum 20 Nov pukul 17\.3\d/).waitFor();
  expect(await page.locator(`[id="${asked.id}"]`).getAttribute('open')).not.toBeNull();
  await page.goto(`${server.url}/cek?kode=ZZZ-9993`);
  await page.getByText(/Kode ZZZ-9993 tidak ada di salinan ini\..*Periksa lagi bila ada jaringan\./).waitFor();
  expect(await axeFaults(page)).toEqual([]);
});

test('printing is called printing without network too, and rests have their prayer’s name', async () => {
  const prints = one(({ service }) => service === 'printing');
  const rests = one(({ pauses, status }) => pauses.length > 0 && status === 'scheduled');
  await visitOnce();
  await server.stop();
  await page.goto(`${server.url}/jadwal/${prints.id}`);
  expect(await page.locator(`[id="${prints.id}"] summary`).innerText()).toContain('Cetak KTP-el');
  await page.goto(`${server.url}/jadwal/${rests.id}`);
  await page
    .locator(`[id="${rests.id}"]`)
    .getByText(/^Jeda (magrib|isya) \d\d\.\d\d–\d\d\.\d\d\.$/)
    .first()
    .waitFor();
});

test('who reads in Javanese reads the kept city in Javanese', async () => {
  await visitOnce('jv');
  await server.stop();
  await page.goto(server.url);
  await page.getByText(/Kasimpen ing HP punika Jem 20 Nov jam 17\.3\d/).waitFor();
});

test('nothing is put by for who saves data, and a phone that keeps nothing says so', async () => {
  await context.addInitScript(() => {
    Object.defineProperty(navigator, 'connection', { value: { saveData: true } });
  });
  await page.goto(server.url);
  await page.goto(server.url + keptPage);
  await page.getByText('Belum ada jadwal yang tersimpan di HP ini.').waitFor();
  expect(await isKept(cityAddress)).toBe(false);
});
