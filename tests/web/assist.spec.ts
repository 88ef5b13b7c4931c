import { createClient } from '@libsql/client';
import { expect, test } from 'vitest';
import { browser, context, page, pageEachTest, phone, server } from '../fixtures/a-page.ts';
import { axeFaults } from '../fixtures/accessible.ts';
import { signIn } from '../fixtures/sign-in.ts';

pageEachTest(phone);

const NAME = 'Mbah Karto';

async function acts(): Promise<unknown[]> {
  const client = createClient({ url: server.databaseUrl, timeout: 60_000 });
  const { rows } = await client.execute("select detail from acts where act = 'tickets.assist'");
  client.close();
  return rows;
}

test('a number for somebody without a phone: large, on a slip without a name, counted and recorded once', async () => {
  await signIn(page, server.url, 'crew', '/petugas/bantu');
  await page.locator('input[name="sessionId"]').first().check();
  await page.getByLabel('Berapa orang?').fill('2');
  await page.getByLabel('Nama panggilan').fill(NAME);
  await page.getByRole('button', { name: 'Ambilkan nomor' }).click();
  const slip = page.getByRole('region', { name: 'Slip nomor antrean' });
  await slip.waitFor();
  expect(await slip.innerText()).toMatch(/A-\d{3}[\s\S]*2 orang[\s\S]*\/antrean\//);
  expect(await slip.innerText()).not.toContain(NAME);
  expect(await page.locator('main').innerText()).toContain('mengambilkan 1 dari');
  expect(await axeFaults(page)).toEqual([]);
  const recorded = await acts();
  expect(recorded).toHaveLength(1);
  expect(JSON.stringify(recorded)).not.toContain(NAME);
});

test('without JavaScript, and the same form sent twice is one number', async () => {
  const before = (await acts()).length;
  const plain = await browser.newContext({ ...phone, javaScriptEnabled: false });
  const on = await plain.newPage();
  await signIn(on, server.url, 'planner', '/petugas/bantu');
  const sessionId = await on.locator('input[name="sessionId"]').first().inputValue();
  const key = await on.locator('input[name="key"]').inputValue();
  const form = { sessionId, key, people: '1', name: NAME };
  const headers = { origin: server.url, accept: 'text/html' };
  for (let times = 0; times < 2; times++) {
    const answer = await plain.request.post(`${server.url}/petugas/bantu?/book`, { form, headers });
    expect(await answer.text()).toMatch(/A-\d{3}/);
  }
  expect(await acts()).toHaveLength(before + 1);
  await plain.close();
});

test('somebody who only reads is led away', async () => {
  await context.clearCookies();
  await signIn(page, server.url, 'viewer', '/petugas/bantu');
  expect(new URL(page.url()).pathname).toBe('/rencana');
});
