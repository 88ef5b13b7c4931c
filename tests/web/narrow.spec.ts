import { expect, test } from 'vitest';
import { page, pageEachTest, phone, server } from '../fixtures/a-page.ts';
import { signIn } from '../fixtures/sign-in.ts';

pageEachTest(phone);

const plannerPages = [
  '/rencana',
  '/rencana/peta',
  '/rencana/banding',
  '/rencana/perkiraan',
  '/rencana/perkiraan?buka=kadipiro.malam',
  '/rencana/perkiraan/hasil',
  '/rencana/peristiwa',
  '/rencana/hitung',
  '/rencana/lokasi',
  '/rencana/lokasi/kadipiro',
  '/rencana/alat',
  '/rencana/kalender',
  '/rencana/kalender/malam',
  '/rencana/kalender/terbit',
  '/rencana/kantor',
  '/rencana/impor',
  '/rencana/akun',
];

test('no planner’s page scrolls sideways on a phone', async () => {
  await signIn(page, server.url, 'admin', '/rencana');
  const tooWide: string[] = [];
  for (const path of plannerPages) {
    const answer = await page.goto(server.url + path);
    expect(answer?.status(), path).toBe(200);
    const over = await page.evaluate(() => {
      const scroller = document.scrollingElement ?? document.body;
      return scroller.scrollWidth - scroller.clientWidth;
    });
    if (over > 0) tooWide.push(`${path}: ${over} px`);
  }
  expect(tooWide).toEqual([]);
});

test('the list of forecasts shows figure, reason and next visit of each venue on a phone', async () => {
  await signIn(page, server.url, 'planner', '/rencana/perkiraan');
  const row = page.getByRole('row', { name: /Kadipiro/ }).first();
  for (const part of [
    row.locator('strong'),
    row.getByRole('link', { name: /^Sebab/ }),
    row.getByText(/, (sudah|bila) /),
  ]) {
    const box = await part.boundingBox();
    expect(box && box.x >= 0 && box.x + box.width <= 360).toBe(true);
  }
});
