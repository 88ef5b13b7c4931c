import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { ANY, examples, filledIn } from '../../web/src/routes/(finder)/data/examples.ts';
import { browser, officeOnce, phone, server } from '../fixtures/a-page.ts';
import { root } from '../fixtures/a-running-server.ts';
import { axeFaults } from '../fixtures/accessible.ts';

const run = promisify(execFile);
const hasCurl = await run('curl', ['--version']).then(
  () => true,
  () => false,
);

officeOnce();

/** The page's "…" in an expected answer: any value, further keys, further members. */
function expectLike(actual: unknown, expected: unknown, at = 'answer'): void {
  if (expected === ANY) expect(actual, at).not.toBeUndefined();
  else if (Array.isArray(expected)) {
    expect(Array.isArray(actual), at).toBe(true);
    const list = actual as unknown[];
    const open = expected.length > 1 && expected.at(-1) === ANY;
    const told = open ? expected.slice(0, -1) : expected;
    if (open) expect(list.length, at).toBeGreaterThan(told.length);
    else expect(list, at).toHaveLength(told.length);
    for (const [index, value] of told.entries()) expectLike(list[index], value, `${at}[${index}]`);
  } else if (expected !== null && typeof expected === 'object') {
    const { [ANY]: more, ...told } = expected as Record<string, unknown>;
    const keys = Object.keys((actual ?? {}) as object);
    if (more === undefined) expect(keys.toSorted(), at).toEqual(Object.keys(told).toSorted());
    for (const [key, value] of Object.entries(told)) {
      expectLike((actual as Record<string, unknown> | undefined)?.[key], value, `${at}.${key}`);
    }
  } else expect(actual, at).toBe(expected);
}

test.runIf(hasCurl).each(examples.map((example) => [example.name, example] as const))(
  'the example “%s” answers what the page shows',
  async (_, example) => {
    const { command } = filledIn(example, server.url);
    const { stdout } = await run('sh', ['-c', command]);
    if (typeof example.answer === 'string') expect(stdout).toBe(example.answer);
    else {
      const expected = JSON.parse(JSON.stringify(example.answer).replaceAll('ORIGIN', server.url)) as unknown;
      expectLike(JSON.parse(stdout), expected);
    }
  },
);

test('the page shows these examples, with its own address, and every address on it answers', async () => {
  const page = await browser.newPage(phone);
  await page.goto(`${server.url}/data`);
  const blocks = (await page.locator('pre').allTextContents()).map((text) => text.trim());
  for (const example of examples) {
    const { command, answer } = filledIn(example, server.url);
    expect(blocks).toContain(command);
    expect(blocks).toContain(answer);
  }
  const paths = await page
    .locator('main a')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
  const own = paths.filter((path) => path.startsWith('/'));
  expect(own.length).toBeGreaterThanOrEqual(11);
  for (const path of own) expect([path, (await fetch(server.url + path)).status]).toEqual([path, 200]);
  await page.close();
});

test('every extension of a slot and a location is explained where its address leads', async () => {
  const html = await (await fetch(`${server.url}/data`)).text();
  const feed = await Promise.all(
    ['slots', 'locations', 'schedules'].map(async (name) => (await fetch(`${server.url}/feeds/${name}.ndjson`)).text()),
  );
  const names = new Set([...feed.join('').matchAll(/\/data#([\w-]+)"/g)].map(([, name]) => name));
  expect(names.size).toBeGreaterThan(6);
  for (const name of names) expect(html, name).toContain(`id="${name}"`);
});

test('the manifest and the page name one licence', async () => {
  const html = await (await fetch(`${server.url}/data`)).text();
  const { license } = (await (await fetch(`${server.url}/feeds/manifest.json`)).json()) as { license: { url: string } };
  expect(html).toContain(`<a href="${license.url}" rel="license"`);
});

test('the command that the page names finds no fault in the feed it stands on', async () => {
  const { stdout } = await run(process.execPath, ['server/src/jemput.ts', 'check-feed', server.url], { cwd: root });
  expect(stdout).toMatch(/^no faults; \d+ locations, \d+ schedules, \d+ slots$/m);
  const files = join(server.folder, 'feed');
  expect((await run(process.execPath, ['server/src/jemput.ts', 'check-feed', files], { cwd: root })).stdout).toMatch(
    /^no faults; .*sessions\.csv/m,
  );
});

test('it can be read by everybody, on a narrow phone and without script', async () => {
  const narrow = { ...phone, viewport: { width: 320, height: 740 }, javaScriptEnabled: false };
  const plain = await browser.newPage(narrow);
  await plain.goto(`${server.url}/data`);
  const { scrollWidth } = await plain.locator('html').evaluate(({ scrollWidth }) => ({ scrollWidth }));
  expect(scrollWidth).toBeLessThanOrEqual(320);
  await plain.close();
  for (const colorScheme of ['light', 'dark'] as const) {
    const context = await browser.newContext({ ...phone, colorScheme });
    const page = await context.newPage();
    await page.goto(`${server.url}/data`);
    expect(await axeFaults(page)).toEqual([]);
    await context.close();
  }
});
