import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Session } from '@jemput/shared/sessions/session';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { cityAddress, cityCache } from '../../web/src/lib/offline/city-cache.ts';
import { browser, officeOnce, phone, server } from '../fixtures/a-page.ts';
import { root } from '../fixtures/a-running-server.ts';
import { asChrome90 } from '../fixtures/chrome-90.ts';

officeOnce();

const built = join(root, 'web/build/client');

function builtFiles(ending: string): string[] {
  const files = readdirSync(built, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith(ending));
  expect(files.length).toBeGreaterThan(0);
  return files;
}

/** Syntax that Chrome learnt after 90: static blocks (94), `#name in object` (91), the flags d and v (90, 112), using (134). */
function newerSyntax(file: string): string[] {
  const found: string[] = [];
  const source = ts.createSourceFile(file, readFileSync(join(built, file), 'utf8'), ts.ScriptTarget.Latest, true);
  const look = (node: ts.Node): void => {
    if (ts.isClassStaticBlockDeclaration(node)) found.push(`${file}: a static block`);
    if (ts.isBinaryExpression(node) && ts.isPrivateIdentifier(node.left)) found.push(`${file}: ${node.left.text} in`);
    if (ts.isRegularExpressionLiteral(node) && /\/[a-z]*[v][a-z]*$/.test(node.text))
      found.push(`${file}: ${node.text}`);
    if (ts.isVariableDeclarationList(node) && (node.flags & ts.NodeFlags.Using) === ts.NodeFlags.Using) {
      found.push(`${file}: using`);
    }
    ts.forEachChild(node, look);
  };
  look(source);
  return found;
}

test('no built script has syntax that Chrome 90 cannot read', () => {
  expect(builtFiles('.js').flatMap(newerSyntax)).toEqual([]);
});

test('the service worker is one script without imports, as modules came to workers with Chrome 91', () => {
  const source = ts.createSourceFile(
    'service-worker.js',
    readFileSync(join(built, 'service-worker.js'), 'utf8'),
    ts.ScriptTarget.Latest,
    true,
  );
  expect(ts.isExternalModule(source)).toBe(false);
});

/** What Chrome 90 drops: the rule, or the declaration, that has it. */
const newerCss: [what: string, pattern: RegExp][] = [
  [':has, Chrome 105', /:has\(/],
  ['container queries, 105', /@container\b/],
  ['layers, 99', /@layer\b/],
  ['scopes, 118', /@scope\b/],
  ['starting styles, 117', /@starting-style\b/],
  ['ranges in media queries, 104', /@media[^{]*[<>]/],
  ['nesting, 112', /[{;}]\s*&/],
  ['light-dark(), 123', /light-dark\(/],
  ['color-mix(), 111', /color-mix\(/],
  ['newer colour spaces, 111', /\b(oklch|oklab|lab|lch)\(/],
  ['dynamic viewport units, 108', /\d(dvh|svh|lvh|dvw|svw|lvw)\b/],
  ['single transforms, 104', /[{;](translate|rotate|scale):/],
  ['subgrid, 117', /subgrid/],
];

/** Rules that may be dropped: the crew's ground, which its own element paints too; a search button that then stays in sight. */
const maybeDropped = /body:has\(\[data-scheme=dark\]\)|form[\w.-]*:has\(\.near\)/g;

test('style sheets of residents’ pages need nothing newer than Chrome 90', async () => {
  const pages = ['/', '/wilayah/33.72.01.1001', '/lokasi/pajang', '/tersimpan'];
  const html = await Promise.all(pages.map(async (path) => (await fetch(server.url + path)).text()));
  const sheets = new Set(html.flatMap((text) => text.match(/_app\/immutable\/assets\/[\w.-]+\.css/g) ?? []));
  expect(sheets.size).toBeGreaterThan(0);
  const faults = [...sheets].flatMap((sheet) => {
    const css = readFileSync(join(built, sheet), 'utf8').replace(maybeDropped, 'x');
    return newerCss.filter(([, pattern]) => pattern.test(css)).map(([what]) => `${sheet}: ${what}`);
  });
  expect(faults).toEqual([]);
});

test('residents’ pages come to life on a browser that has nothing newer than Chrome 90', async () => {
  const { sessions } = (await (await fetch(`${server.url}/api/v1/sessions`)).json()) as { sessions: Session[] };
  const context = await browser.newContext({
    ...phone,
    geolocation: { latitude: -7.5671, longitude: 110.7863 },
    permissions: ['geolocation'],
  });
  await asChrome90(context);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`));
  page.on('console', (message) => message.type() === 'error' && complaints.push(`${page.url()}: ${message.text()}`));
  const paths = [
    '/',
    `/jadwal/${sessions[0]?.id}`,
    '/wilayah/33.72.01.1001',
    '/lokasi/pajang',
    '/?tampil=peta',
    '/tersimpan',
  ];
  for (const path of paths) {
    const answer = await page.goto(server.url + path, { waitUntil: 'networkidle' });
    expect(answer?.status(), path).toBe(200);
  }
  expect(complaints).toEqual([]);
  // What a page does after it came to life: it keeps the city on the phone, and asks where the reader is.
  const kept = () =>
    page.evaluate(
      async ([cache = '', path = '']) => (await (await caches.open(cache)).match(path, { ignoreVary: true }))?.status,
      [cityCache, cityAddress],
    );
  await page.clock.fastForward(11_000);
  await expect.poll(kept).toBe(200);
  await page.reload();
  await page.locator('details.card').first().waitFor();
  await page.goto(server.url);
  await page
    .getByRole('button', { name: 'Dekat saya' })
    .or(page.getByRole('link', { name: 'Dekat saya' }))
    .click();
  await page.waitForURL(/dekat=-7\.567/);
  expect(complaints).toEqual([]);
  await context.close();
});
