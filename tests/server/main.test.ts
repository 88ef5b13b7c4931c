import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, expect, test } from 'vitest';
import { freePort, untilAnswered } from '../fixtures/a-running-server.ts';

const main = new URL('../../server/src/main.ts', import.meta.url).pathname;
/** What `npm start` runs. */
const built = new URL('../../server/build/main.js', import.meta.url).pathname;
const directory = mkdtempSync(join(tmpdir(), 'jemput-main-'));
afterAll(() => rmSync(directory, { recursive: true }));

function start(env: Record<string, string>, program = main) {
  const standard = { PATH: process.env.PATH ?? '', PORT: '0', JEMPUT_DEMO: '0' };
  return spawn(process.execPath, [program], { cwd: directory, env: { ...standard, ...env } });
}

async function refused(env: Record<string, string>) {
  const child = start(env);
  const [out, err, [exitCode]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  return { out, err, exitCode };
}

test('a taken port stops the start with one line', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as { port: number };
  const { out, err, exitCode } = await refused({ PORT: String(port) });
  other.close();
  expect([out, exitCode]).toEqual(['', 1]);
  expect(err).toBe(`Cannot listen on port ${port} of 127.0.0.1: it is taken. Stop the other program or set PORT.\n`);
});

test('an unknown setting stops the start with one line', async () => {
  expect(await refused({ JEMPUT_DEMOO: '1' })).toEqual({
    out: '',
    err: 'JEMPUT_DEMOO is not a setting; those of that kind are JEMPUT_SECRET and JEMPUT_DEMO.\n',
    exitCode: 1,
  });
});

test('a database that is none stops the start with one line', async () => {
  writeFileSync(join(directory, 'letter.db'), 'x'.repeat(5000));
  const { err, exitCode } = await refused({ DATABASE_URL: `file:${join(directory, 'letter.db')}` });
  expect(exitCode).toBe(1);
  expect(err).toMatch(/^The database [^\n]*letter.db cannot be used: [^\n]*\n$/);
});

test.each(['SIGTERM', 'SIGINT'] as const)('%s stops it with exit code 0 and one line that says so', async (signal) => {
  const child = start({});
  const exit = once(child, 'exit');
  const lines: string[] = [];
  child.stdout.on('data', (chunk) => lines.push(...String(chunk).split('\n')));
  const [first] = await Promise.race([once(child.stdout, 'data'), exit]);
  expect(String(first)).toContain('Jemput serves');
  expect(String(first)).toContain('user add NAME --role admin');
  child.kill(signal);
  expect(await exit).toEqual([0, null]);
  const said = lines.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line) as object);
  expect(said.filter((line) => 'signal' in line)).toMatchObject([{ signal, msg: `stopping: ${signal} asked for it` }]);
});

test('as it is built it serves pages, and finds its migrations, threads and fonts', async () => {
  const port = await freePort();
  const child = start({ PORT: String(port), DATABASE_URL: `file:${join(directory, 'built.db')}` }, built);
  const exit = once(child, 'exit');
  const address = `http://127.0.0.1:${port}`;
  await untilAnswered(`${address}/readyz`, child, () => '');
  const [page, picture] = await Promise.all([fetch(`${address}/`), fetch(`${address}/gambar.png`)]);
  expect(await page.text()).toContain('</html>');
  expect(Buffer.from(await picture.arrayBuffer()).subarray(0, 8)).toEqual(Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'));
  child.kill('SIGTERM');
  expect(await exit).toEqual([0, null]);
});
