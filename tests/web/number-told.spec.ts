import { openDatabase } from '@jemput/server/db/open';
import { queues } from '@jemput/server/db/schema/bookings';
import type { Session } from '@jemput/shared/sessions/session';
import { eq } from 'drizzle-orm';
import { expect, test, vi } from 'vitest';
import { browser, officeOnce, phone, server } from '../fixtures/a-page.ts';

officeOnce();

const WAIT = { timeout: 60_000, interval: 300 };

/** One whose queue is as asked, once the numbers are laid out. */
async function sessionWith(suits: (queue: NonNullable<Session['queue']>) => boolean): Promise<Session> {
  return vi.waitFor(async () => {
    const answer = await fetch(`${server.url}/api/v1/sessions?limit=500&from=2026-11-21`);
    const { sessions } = (await answer.json()) as { sessions: Session[] };
    const found = sessions.find(({ service, queue }) => service === 'recording' && queue !== null && suits(queue));
    if (!found) throw new Error('No session of the demo city is so.');
    return found;
  }, WAIT);
}

async function change({ id }: Session, to: Partial<typeof queues.$inferInsert>): Promise<void> {
  const db = await openDatabase({ url: server.databaseUrl });
  await db.update(queues).set(to).where(eq(queues.sessionId, id));
  db.$client.close();
}

test('a draw is told before it opens: how, until when, its seal and how to check it', async () => {
  const session = await sessionWith(({ opensAt }) => Date.parse(opensAt) > server.now());
  const commitment = 'ab'.repeat(32);
  await change(session, { release: 'draw', commitment });
  const page = await (await browser.newContext({ ...phone, javaScriptEnabled: false })).newPage();
  await vi.waitFor(async () => {
    await page.goto(`${server.url}/jadwal/${session.id}/nomor`);
    expect(await page.locator('main').innerText()).toContain(commitment);
  }, WAIT);
  const said = await page.locator('main').innerText();
  expect(said).toContain('Nomor diundi, bukan siapa cepat');
  expect(said).toMatch(/Pendaftaran undian dibuka .* dan ditutup .*, lalu langsung diundi/);
  expect(said).not.toContain('bisa diambil mulai');
  expect(await page.getByRole('link', { name: 'Cara memeriksa undian' }).getAttribute('href')).toBe('/data#undian');
  await page.context().close();
});

test('a family larger than what is left is told before it presses that it goes on the waiting list', async () => {
  const session = await sessionWith(({ left }) => left !== null && left > 5);
  await change(session, { toldLeft: 2 });
  const plain = await (await browser.newContext({ ...phone, javaScriptEnabled: false })).newPage();
  await vi.waitFor(async () => {
    await plain.goto(`${server.url}/jadwal/${session.id}/nomor`);
    expect(await plain.locator('form[action="/antrean"]').innerText()).toContain(
      'Sisa untuk 2 orang. Keluarga yang lebih besar masuk daftar tunggu.',
    );
  }, WAIT);
  await plain.context().close();
  const page = await (await browser.newContext(phone)).newPage();
  await page.goto(`${server.url}/jadwal/${session.id}/nomor`);
  await page.getByRole('radio', { name: '2', exact: true }).check();
  await page.getByRole('button', { name: 'Ambil nomor' }).waitFor();
  await page.getByRole('radio', { name: '4', exact: true }).check();
  await page.getByText('Dengan 4 orang Anda masuk daftar tunggu.').waitFor();
  await page.getByRole('button', { name: 'Masuk daftar tunggu' }).waitFor();
  await page.context().close();
});
