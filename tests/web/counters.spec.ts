import { describe, expect, test } from 'vitest';
import { desk, page, pageEachTest, server } from '../fixtures/a-page.ts';
import { axeFaults } from '../fixtures/accessible.ts';
import { signIn } from '../fixtures/sign-in.ts';

pageEachTest(desk);

const card = (name: string) => page.locator('section').filter({ has: page.getByRole('heading', { name }) });

describe('the counters of the kecamatan', () => {
  test('each says what it does, how many it serves and where its cards are printed', async () => {
    await signIn(page, server.url, 'planner', '/rencana/loket');
    const serengan = card('Loket Kecamatan Serengan');
    await serengan.getByText('25 orang per hari').waitFor();
    expect(await serengan.getByText('Kartu dicetak di Loket Kecamatan Laweyan').count()).toBe(1);
    expect(await card('Loket Kecamatan Laweyan').getByRole('heading', { level: 3 }).allInnerTexts()).toEqual([
      'Pencetakan',
      'Perekaman',
    ]);
    expect(await axeFaults(page)).toEqual([]);
  });

  test('a day that is closed is cancelled for residents, with the planner’s reason', async () => {
    await signIn(page, server.url, 'planner', '/rencana/loket');
    const serengan = card('Loket Kecamatan Serengan');
    await serengan.locator('summary').first().click();
    await serengan.getByRole('textbox', { name: 'Tutup pada tanggal' }).fill('2026-11-25');
    await serengan.getByLabel('Alasan, bila ada hari yang ditutup').fill('Pelantikan lurah.');
    await serengan.getByRole('button', { name: 'Simpan' }).click();
    await page.getByRole('status').getByText('Tersimpan: Loket Kecamatan Serengan.').waitFor();
    const answer = await fetch(`${server.url}/api/v1/sessions?from=2026-11-25&to=2026-11-25&slot=loket`);
    const { sessions } = (await answer.json()) as {
      sessions: { id: string; status: string; venue: { id: string } }[];
    };
    const closed = sessions.find(({ venue }) => venue.id === 'loket-serengan');
    expect(closed?.status).toBe('cancelled');
    await page.goto(`${server.url}/jadwal/${closed?.id}`);
    await page.getByText('Pelantikan lurah.').first().waitFor();
  });

  test('a fault is told at its field and what was typed stays', async () => {
    await signIn(page, server.url, 'planner', '/rencana/loket');
    const jebres = card('Loket Kecamatan Jebres');
    await jebres.locator('summary').first().click();
    await jebres.getByLabel('Menit per orang').first().fill('0');
    await jebres.getByRole('button', { name: 'Simpan' }).first().click();
    await page.getByRole('alert').waitFor();
    const field = card('Loket Kecamatan Jebres').getByLabel('Menit per orang').first();
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    expect(await field.inputValue()).toBe('0');
  });

  test('a viewer sees them and has nothing to press', async () => {
    await signIn(page, server.url, 'viewer', '/rencana/loket');
    await card('Loket Kecamatan Jebres').getByText('orang per hari').first().waitFor();
    expect(await page.locator('main button').count()).toBe(0);
  });
});
