import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { root } from './fixtures/a-running-server.ts';

const skipped = new Set(['node_modules', 'build', '.svelte-kit', 'paraglide', '.turbo', 'migrations', 'data']);

function filesIn(folder: string, endings: RegExp): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return skipped.has(entry.name) ? [] : filesIn(path, endings);
    return endings.test(entry.name) ? [path] : [];
  });
}

const source = /\.(ts|svelte|mjs)$/;
const text = (path: string) => readFileSync(join(root, path), 'utf8');

function specifiers(path: string): string[] {
  const code = text(path);
  const found = [...code.matchAll(/(?:\bfrom\s*|\bimport\s*\(?\s*)(['"])([^'"]+)\1/g)].map((match) => match[2] ?? '');
  return [...new Set(found)];
}

/** The project's own file that an import means, from the root; a package's name for anything else. */
function target(path: string, specifier: string): string {
  if (specifier.startsWith('.')) return relative(root, resolve(root, dirname(path), specifier));
  if (specifier.startsWith('#lib/')) return `web/src/lib/${specifier.slice(5)}`;
  const own = /^@jemput\/(shared|server)\/(.+)$/.exec(specifier);
  if (own) return own[2] === 'app-router' ? 'server/src/http/router.ts' : `${own[1]}/src/${own[2]}.ts`;
  return `package:${specifier}`;
}

function importsOf(folder: string): { path: string; to: string }[] {
  return filesIn(folder, source).flatMap((path) => specifiers(path).map((name) => ({ path, to: target(path, name) })));
}

function strays(folder: string, allowed: RegExp): string[] {
  return importsOf(folder)
    .filter(({ path, to }) => !to.startsWith(`${folder}/`) && to !== path && !allowed.test(to))
    .map(({ path, to }) => `${path} imports ${to}`);
}

const layers: [folder: string, allowed: RegExp][] = [
  ['shared/src/calendar', /^package:(luxon|adhan)$/],
  ['shared/src/random', /^(?!)/],
  ['shared/src/places', /^shared\/src\/calendar\/|^package:zod/],
  ['shared/src/staff', /^shared\/src\/(calendar|places|kits)\/|^package:zod/],
  ['shared/src/kits', /^shared\/src\/(calendar|places)\/|^package:zod/],
  ['shared/src/forecast', /^shared\/src\/(calendar|places)\/|^package:(zod|@stdlib\/)/],
  ['shared/src/queue', /^shared\/src\/(calendar|places|random|forecast)\/|^package:(zod|@stdlib\/)/],
  ['shared/src/planning', /^shared\/src\/(calendar|places|kits|random)\/|^package:zod/],
  ['shared/src/sessions', /^shared\/src\/(calendar|places|kits)\/|^package:zod/],
  [
    'shared/src/bookings',
    /^shared\/src\/(calendar|places|kits|random|queue|sessions|messages)\/|^package:(zod|@stdlib\/|@noble\/hashes)/,
  ],
  ['shared/src/messages', /^shared\/src\/(calendar|places|sessions)\/|^package:zod/],
  ['shared/src/field', /^shared\/src\/(calendar|places|kits|sessions)\/|^package:zod/],
];

test.each(layers)('%s imports from lower layers only', (folder, allowed) => {
  expect(strays(folder, allowed)).toEqual([]);
});

test('rules and the objective do not know the search, and the certificate knows neither it nor the relaxation', () => {
  const planning = importsOf('shared/src/planning');
  const apart = planning.filter(
    ({ path, to }) => /planning\/(rules\/|objective\.ts)/.test(path) && to.includes('planning/search/'),
  );
  const certificate = planning.filter(
    ({ path, to }) => path.endsWith('bounds/certificate.ts') && /planning\/(search\/|bounds\/relaxation)/.test(to),
  );
  expect([...apart, ...certificate]).toEqual([]);
});

test('what verifies a plan shares nothing but types and the calendar with what makes one', () => {
  const code = filesIn('shared/src/planning', /verify[^/]*\.ts$/)
    .map(text)
    .join('\n');
  const values = [...code.matchAll(/^import (?!type )[^;]*from '([^']+)'/gms)].map((match) => match[1] ?? '');
  expect(values.filter((name) => !/calendar\/|^\.\/verify-/.test(name))).toEqual([]);
});

test('shared reads no clock, no environment, no network, and draws random numbers in one place', () => {
  const forbidden = /new Date\(|Date\.now|DateTime\.(now|local)\(\)|Math\.random|process\.|fetch\(|from 'node:/;
  const faults = filesIn('shared/src', /\.ts$/).filter((path) => forbidden.test(text(path)));
  expect(faults).toEqual([]);
});

test('only env.ts and the set-up read the environment', () => {
  const readers = filesIn('server', source).filter((path) => /process\.env/.test(text(path)));
  expect(readers.filter((path) => path !== 'server/src/env.ts' && !path.startsWith('server/setup/'))).toEqual([]);
});

test('no router contains a query', () => {
  const routers = filesIn('server/src', /^router\.ts$/);
  const faults = routers.flatMap((path) =>
    specifiers(path)
      .map((name) => target(path, name))
      .filter((to) => /server\/src\/db\/|package:drizzle/.test(to))
      .map((to) => `${path} imports ${to}`),
  );
  expect(routers.length).toBeGreaterThan(4);
  expect(faults).toEqual([]);
});

test('the pages know of the server only types', () => {
  const faults = filesIn('web/src', source).flatMap((path) =>
    [...text(path).matchAll(/import\s+(?!type\b)[^;]*?from\s+'(@jemput\/server[^']*)'/g)].map(
      (match) => `${path}: ${match[1]}`,
    ),
  );
  expect(faults).toEqual([]);
});

test('what pages share knows no page', () => {
  expect(importsOf('web/src/lib').filter(({ to }) => to.startsWith('web/src/routes/'))).toEqual([]);
});

test('no folder is a drawer for odds and ends, and no index re-exports one', () => {
  const drawer = /(^|\/)(utils?|helpers?|misc|common|services|managers?)(\/|\.(ts|svelte|mjs)$)|(^|\/)index\.ts$/;
  const places = ['shared/src', 'server', 'web/src', 'tests'].flatMap((folder) => filesIn(folder, source));
  const namedBySvelteKit = 'web/src/service-worker/index.ts';
  expect(places.filter((path) => drawer.test(path) && path !== namedBySvelteKit)).toEqual([]);
});

const longestFile = 300;
const longestFunction = 70;

function longFunctions(path: string): string[] {
  const code = text(path);
  const file = ts.createSourceFile(path, code, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) && 'body' in node && node.body) {
      const from = file.getLineAndCharacterOfPosition(node.getStart()).line;
      const to = file.getLineAndCharacterOfPosition(node.getEnd()).line;
      if (to - from + 1 > longestFunction) found.push(`${path}:${from + 1} has ${to - from + 1} lines`);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

test(`no function is longer than ${longestFunction} lines`, () => {
  const files = ['shared/src', 'server/src', 'web/src'].flatMap((folder) => filesIn(folder, /\.ts$/));
  expect(files.flatMap(longFunctions)).toEqual([]);
});

/** Longer files, each with its reason. */
const longFiles: Record<string, string> = {};

test(`no file is longer than ${longestFile} lines without a reason`, () => {
  const files = ['shared/src', 'server/src', 'web/src'].flatMap((folder) => filesIn(folder, source));
  const long = files.filter((path) => text(path).split('\n').length > longestFile + 1 && !(path in longFiles));
  expect(long).toEqual([]);
});

test('every path that a document names exists', () => {
  const documents = [
    'README.md',
    'CONTRIBUTING.md',
    ...['shared', 'server', 'web', 'tests'].flatMap((f) => filesIn(f, /\.md$/)),
  ];
  const missing = documents.flatMap((path) =>
    [...text(path).matchAll(/`((?:shared|server|web|tests)\/[\w./()[\]+-]+)`/g)]
      .map((match) => match[1] ?? '')
      .filter((named) => !existsSync(join(root, named)))
      .map((named) => `${path} names ${named}`),
  );
  expect(missing).toEqual([]);
});

test('the top level holds what the architecture says and nothing else', () => {
  const expected =
    /^(web|server|shared|tests|data|node_modules|package(-lock)?\.json|tsconfig\.json|turbo\.json|README\.md|LICENSE|CONTRIBUTING\.md|\..+)$/;
  expect(readdirSync(root).filter((name) => !expected.test(name))).toEqual([]);
  expect(statSync(join(root, '.ci/run')).mode & 0o111).not.toBe(0);
});
