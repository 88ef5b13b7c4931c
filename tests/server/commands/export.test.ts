import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { contentOf } from '@jemput/server/commands/export';
import { loadDemo } from '@jemput/server/demo/load-demo';
import { feedRoutes } from '@jemput/server/feeds/routes';
import { writeFeeds } from '@jemput/server/feeds/write-feeds';
import { checkImport } from '@jemput/server/imports/check-import';
import { expect, test } from 'vitest';
import { processIo } from '../../../server/src/commands/command-io.ts';
import { verifyCommand } from '../../../server/src/commands/verify.ts';
import { aContext } from '../../fixtures/test-context.ts';

async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'jemput-export-'));
  try {
    await work(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function aCity() {
  const ctx = await aContext({ role: 'admin' });
  await loadDemo(ctx);
  return ctx;
}

test('jemput verify agrees with the plan and the problem that are exported', async () => {
  const ctx = await aCity();
  await inFolder(async (folder) => {
    const paths = { problem: join(folder, 'problem.json'), plan: join(folder, 'plan.json') };
    for (const what of ['problem', 'plan'] as const) await writeFile(paths[what], await contentOf(ctx, what));
    let said = '';
    const io = { ...processIo, out: (text: string) => (said += text) };
    expect(await verifyCommand([paths.problem, paths.plan], io)).toBe(0);
    expect(said).toMatch(/^feasible/);
  });
});

test('the ending of the file chooses a workbook', async () => {
  const ctx = await aCity();
  const bytes = Buffer.from(await contentOf(ctx, 'pools', 'x.XLSX'));
  expect(await checkImport(ctx, { kind: 'pools', fileName: 'x.xlsx', bytes })).toMatchObject({
    rows: 83,
    unchanged: 83,
  });
});

test('what cannot be exported is refused with the usage', async () => {
  await expect(contentOf(await aContext(), 'residents')).rejects.toThrow('jemput export KIND');
});

test('feeds are written as they are served', async () => {
  const ctx = await aCity();
  await inFolder(async (folder) => {
    const count = await writeFeeds(ctx, { directory: folder, origin: 'https://jemput.example.id' });
    const files = await readdir(folder, { recursive: true, withFileTypes: true });
    expect(files.filter((file) => file.isFile())).toHaveLength(count);
    const app = feedRoutes(() => ctx, 'https://jemput.example.id');
    for (const path of ['sessions.csv', 'all.ics', 'areas/33.72.01.1001.ics', 'venues/pajang.ics']) {
      const served = await app.request(`https://jemput.example.id/feeds/${path}`);
      expect(await readFile(join(folder, path), 'utf8')).toBe(await served.text());
    }
  });
});
