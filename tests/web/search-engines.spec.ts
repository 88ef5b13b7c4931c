import { expect, test } from 'vitest';
import { officeOnce, server } from '../fixtures/a-page.ts';

officeOnce();

async function addresses(): Promise<string[]> {
  const text = await (await fetch(`${server.url}/sitemap.xml`)).text();
  return [...text.matchAll(/<loc>([^<]+)<\/loc>/g)].map((match) => match[1] ?? '');
}

test('robots are led to the map of the site and away from what is staff’s', async () => {
  const answer = await fetch(`${server.url}/robots.txt`);
  expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8');
  const lines = (await answer.text()).split('\n');
  expect(lines).toContain(`Sitemap: ${server.url}/sitemap.xml`);
  for (const path of ['/rencana', '/petugas', '/masuk']) expect(lines).toContain(`Disallow: ${path}`);
  expect(lines).not.toContain('Disallow: /');
});

test('every page of the map is there, says what it is and which address is its own', async () => {
  const all = await addresses();
  expect(all).toContain(`${server.url}/wilayah/33.72.01.1001`);
  expect(all.length).toBeGreaterThan(100);
  for (const address of all) {
    const answer = await fetch(address);
    expect(answer.status, address).toBe(200);
    const text = await answer.text();
    const canonical = /<link rel="canonical" href="([^"]+)"/.exec(text)?.[1];
    expect(canonical, address).toBe(address);
    expect(/<meta name="description" content="([^"]{20,})"/.exec(text), address).not.toBeNull();
    expect(/<title>([^<]{10,})</.exec(text), address).not.toBeNull();
  }
});
