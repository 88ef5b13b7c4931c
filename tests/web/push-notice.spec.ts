import type { Browser, CDPSession } from '@playwright/test';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser, type RunningServer, startServer } from '../fixtures/a-running-server.ts';

let server: RunningServer;
let browser: Browser;

beforeAll(async () => {
  server = await startServer();
  browser = await openBrowser();
});

afterAll(async () => {
  await browser.close();
  await server.stop();
});

async function registrationId(devtools: CDPSession): Promise<string> {
  const known = new Promise<string>((resolve) => {
    devtools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const [first] = registrations;
      if (first) resolve(first.registrationId);
    });
  });
  await devtools.send('ServiceWorker.enable');
  return known;
}

test('a push that comes twice is one notification, in its own language, and one that cannot be read is still told', async () => {
  const context = await browser.newContext({ baseURL: server.url });
  await context.grantPermissions(['notifications']);
  const page = await context.newPage();
  await page.goto('/');
  await page.evaluate(async () => {
    await navigator.serviceWorker.register('/service-worker.js', { scope: '/' });
    await navigator.serviceWorker.ready;
  });
  const devtools = await context.newCDPSession(page);
  const id = await registrationId(devtools);
  const deliver = (data: string) =>
    devtools.send('ServiceWorker.deliverPushMessage', { origin: server.url, registrationId: id, data });
  const shown = () =>
    page.evaluate(async () => {
      const notices = await (await navigator.serviceWorker.ready).getNotifications();
      return notices.map(({ title, body, tag, lang, data }) => ({ title, body, tag, lang, link: data.link }));
    });

  const link = `${server.url}/antrean/x`;
  const notice = { id: 'm1', title: 'Nomer A-057', text: 'Mangga rawuh.', link, language: 'jv' };
  const expected = { title: 'Nomer A-057', body: 'Mangga rawuh.', tag: 'm1', lang: 'jv', link };
  await deliver(JSON.stringify(notice));
  await expect.poll(shown).toEqual([expected]);
  await deliver(JSON.stringify(notice));
  await deliver(JSON.stringify({ ...notice, id: 'm2' }));
  await expect.poll(async () => (await shown()).length).toBe(2);
  expect((await shown()).map(({ tag }) => tag).sort()).toEqual(['m1', 'm2']);
  await deliver('not what the office sends');
  await expect.poll(async () => (await shown()).map(({ title }) => title)).toContain('Jemput');
  await context.close();
});
