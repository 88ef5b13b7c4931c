import { openDatabase } from '@jemput/server/db/open';
import { refits } from '@jemput/server/db/schema/field';
import { expect, test } from 'vitest';
import { browser, officeOnce, server } from '../fixtures/a-page.ts';
import { axeFaults } from '../fixtures/accessible.ts';
import { signIn } from '../fixtures/sign-in.ts';

officeOnce();

test('planners read which model forecasts and why last night’s fit failed, until they have it fitted again', async () => {
  const db = await openDatabase({ url: server.databaseUrl });
  await db.insert(refits).values({
    night: '2026-11-21',
    startedAt: server.now(),
    endedAt: server.now(),
    outcome: 'failed',
    error: 'memori habis',
  });
  db.$client.close();
  const page = await (await browser.newContext()).newPage();
  await signIn(page, server.url, 'planner', '/rencana/perkiraan');
  const failed = page.getByText(
    'Penyusunan pada malam Sab 21 Nov gagal, jadi model ini tetap dipakai. Sebabnya: memori habis',
  );
  await failed.waitFor();
  const made = page.getByText(
    /^Model \d+\.0: disusun Jum 20 Nov pukul 17\.3\d dari \d+ sesi; 0 laporan masuk sesudahnya\.$/,
  );
  const numberOf = (text: string) => Number(/^Model (\d+)/.exec(text)?.[1]);
  const before = numberOf(await made.innerText());
  expect(await axeFaults(page)).toEqual([]);
  await page.getByRole('button', { name: 'Hitung ulang dari semua laporan' }).click();
  await page.getByText(/^Selesai: dihitung dari \d+ laporan/).waitFor();
  expect(numberOf(await made.innerText())).toBe(before + 1);
  expect(await failed.count()).toBe(0);
  expect(await page.getByText(/jatuh di rentang 80 %; rata-rata meleset \d+ %/).count()).toBe(1);
});
