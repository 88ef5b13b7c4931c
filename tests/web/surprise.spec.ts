import { createClient } from '@libsql/client';
import { beforeEach, expect, test } from 'vitest';
import { context, officeEachTest, page, phone, server } from '../fixtures/a-page.ts';
import { axeFaults } from '../fixtures/accessible.ts';
import { beginEvening, unfold } from '../fixtures/crew-evening.ts';

officeEachTest(phone);

beforeEach(async () => {
  await beginEvening(page, server.url);
  await expect.poll(() => page.evaluate(async () => (await caches.match('/petugas')) !== undefined)).toBe(true);
});

async function closedAtOffice() {
  const client = createClient({ url: server.databaseUrl, timeout: 60_000 });
  const { rows } = await client.execute(`
    select reports.served, reports.reason, turnout.reason as learned from reports
    join sessions on sessions.id = reports.session_id
    left join turnout on turnout.venue_id = sessions.venue_id and turnout.date = sessions.date
    where reports.kind = 'closed' and reports.reported_by not in (select id from crew_members)`);
  client.close();
  return rows.map(({ served, reason, learned }) => ({ served, reason, learned }));
}

const question = (side: 'sedikit' | 'banyak') => page.getByRole('group', { name: `Jauh lebih ${side} dari biasanya` });

test('without network: a count far from usual is asked about in one tap, and the answer reaches the office', async () => {
  await context.setOffline(true);
  await page.getByRole('button', { name: 'Buka jadwal' }).click();
  await unfold(page, 'Tutup jadwal…', 'Terlayani');
  expect(await page.getByText('8 dari 10 kali').count()).toBe(0);
  await page.getByLabel('Terlayani').fill('20');
  await question('sedikit').waitFor();
  const asked = await question('sedikit').locator('strong').boundingBox();
  expect(asked && asked.y >= 0 && asked.y + asked.height <= 740).toBe(true);
  await page
    .getByRole('status')
    .getByText(/^Jauh lebih sedikit/)
    .waitFor({ state: 'attached' });
  expect(await question('sedikit').innerText()).toMatch(/8 dari 10 kali di sini \d+–\d+ orang/);
  expect(await axeFaults(page)).toEqual([]);
  await page.getByLabel('Listrik padam').check();
  await page.getByRole('button', { name: 'Tutup dan laporkan' }).click();
  await page.getByText('Masih di ponsel ini').waitFor();
  expect(await closedAtOffice()).toEqual([]);

  await page.reload();
  await context.setOffline(false);
  await expect.poll(closedAtOffice).toEqual([{ served: 20, reason: 'power', learned: 'power' }]);
});

test('the question follows the number, and never stands in the way of closing', async () => {
  await page.getByRole('button', { name: 'Buka jadwal' }).click();
  await unfold(page, 'Tutup jadwal…', 'Terlayani');
  await page.getByLabel('Terlayani').fill('20');
  await page.getByLabel('Memang sepi').check();
  await page.getByLabel('Terlayani').fill('170');
  await page.getByLabel('Pulang tanpa dilayani').fill('300');
  await question('banyak').waitFor();
  expect(await page.getByLabel('Memang sepi').count()).toBe(0);
  await page.getByLabel('Pulang tanpa dilayani').fill('');
  const [, usual = ''] = /(\d+)–\d+ orang/.exec(await question('banyak').innerText()) ?? [];
  await page.getByLabel('Terlayani').fill(usual);
  await question('banyak').waitFor({ state: 'detached' });
  await page.getByLabel('Terlayani').fill('20');
  await question('sedikit').waitFor();
  await page.getByRole('button', { name: 'Tutup dan laporkan' }).click();
  await expect.poll(closedAtOffice).toEqual([{ served: 20, reason: 'not_told', learned: 'not_told' }]);
});
