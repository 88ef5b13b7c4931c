import { expect, test } from 'vitest';
import { desk, page, pageEachTest, server } from '../fixtures/a-page.ts';
import { signIn } from '../fixtures/sign-in.ts';

pageEachTest(desk);

const stint = () => page.getByRole('region', { name: 'Singgah terpilih' });
const firstNumber = (text: string) => /[\d.]+/.exec(text.replace(/\(.*?%\)/, ''))?.[0];

async function openBoard(): Promise<void> {
  await signIn(page, server.url, 'planner', '/rencana');
  await page.getByRole('button', { name: 'Penjelasan' }).and(page.locator(':enabled')).waitFor();
}

test('a promised stint has one forecast: its dates together are what each date’s reasons add up to', async () => {
  await openBoard();
  await page.locator('[data-stint]', { hasText: 'Kelurahan Penumping' }).click();
  const whole = Number(
    firstNumber(
      await stint()
        .getByRole('row', { name: /^Perkiraan hadir/ })
        .innerText(),
    ),
  );
  const dates = await stint().getByLabel('Tanggal sesi').getByRole('option').count();
  const told = stint().getByText(/^Diperkirakan \d+ orang/);
  let sum = Number(firstNumber(await told.innerText()));
  for (let at = 1; at < dates; at++) {
    const answered = page.waitForResponse(/forecast\.explain/);
    await stint().getByLabel('Tanggal sesi').selectOption({ index: at });
    await (await answered).finished();
    sum += Number(firstNumber(await told.innerText()));
  }
  // Each figure is rounded on its own.
  expect(Math.abs(sum - whole)).toBeLessThanOrEqual(dates / 2 + 0.5);
  expect(
    await stint()
      .getByText(/memperhitungkan konsep ini/)
      .count(),
  ).toBe(0);
});

test('a stint of the draft’s own says why its forecast may differ; its bar tells recordings as such', async () => {
  await openBoard();
  await page.locator('summary', { hasText: /Rencana|Putaran/ }).click();
  await page.getByRole('button', { name: 'Draf baru dari jadwal terbit' }).click();
  await page.waitForURL(/rencana=/);
  await page.getByRole('button', { name: 'Penjelasan' }).and(page.locator(':enabled')).waitFor();
  const bar = page.locator('[data-stint]', { hasText: 'Kelurahan Penumping' });
  expect(await bar.locator('.visually-hidden').innerText()).toMatch(/perkiraan [\d.]+ terekam/);
  await bar.click();
  await stint().getByRole('button', { name: 'Lebih lambat' }).click();
  await stint()
    .getByText(/memperhitungkan konsep ini/)
    .waitFor();
  await stint()
    .getByRole('row', { name: /^Perkiraan hadir dengan konsep ini/ })
    .waitFor();
});
