import { expect, test } from 'vitest';
import { context, page, pageEachTest, phone, server } from '../fixtures/a-page.ts';

pageEachTest(phone);

interface Manifest {
  name: string;
  short_name: string;
  start_url: string;
  icons: { src: string; sizes: string; type: string; purpose?: string }[];
}

/** Width and height stand in the header of a PNG file, bytes 16 to 23. */
async function pngSize(address: string): Promise<string> {
  const answer = await fetch(new URL(address, server.url));
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/png']);
  const bytes = Buffer.from(await answer.arrayBuffer());
  expect(bytes.subarray(1, 4).toString()).toBe('PNG');
  return `${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`;
}

test('the manifest names icons that exist in the sizes it says, and pages that are there', async () => {
  const answer = await fetch(`${server.url}/manifest.webmanifest`);
  expect(answer.headers.get('content-type')).toContain('application/manifest+json');
  const manifest = (await answer.json()) as Manifest;
  expect(manifest.short_name.length).toBeLessThanOrEqual(12);
  for (const { src, sizes } of manifest.icons) expect(await pngSize(src), src).toBe(sizes);
  const kinds = manifest.icons.map(({ sizes, purpose }) => `${sizes} ${purpose ?? 'any'}`);
  expect(kinds).toEqual(expect.arrayContaining(['192x192 any', '512x512 any', '512x512 maskable']));
  expect((await fetch(new URL(manifest.start_url, server.url))).status).toBe(200);
  expect(await pngSize('/icons/apple-touch-icon.png')).toBe('180x180');
});

test('Chromium finds nothing that keeps the page from being installed', async () => {
  await page.goto(server.url);
  await page.evaluate(() => navigator.serviceWorker.ready);
  const session = await context.newCDPSession(page);
  const { errors, url } = await session.send('Page.getAppManifest');
  expect(url).toBe(`${server.url}/manifest.webmanifest`);
  expect(errors).toEqual([]);
  const { installabilityErrors } = await session.send('Page.getInstallabilityErrors');
  // A window of a test is one without traces, where nothing is ever installed.
  expect(installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito')).toEqual([]);
});
