import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { verifyDrawCommand } from '@jemput/server/commands/verify-draw';
import { draws, places, queues, tickets } from '@jemput/server/db/schema/bookings';
import { messages } from '@jemput/server/db/schema/messages';
import { type PublishedDraw, readDraw } from '@jemput/server/draws/read-draw';
import { runDraws } from '@jemput/server/draws/run-draws';
import { shareOutParts } from '@jemput/server/draws/share-out-parts';
import { entryCodeOf } from '@jemput/shared/bookings/draw-order';
import { afterAll, expect, test } from 'vitest';
import { root } from '../../fixtures/a-running-server.ts';
import { aServedContext } from '../../fixtures/a-served-context.ts';
import type { OfficeContext } from '../../fixtures/an-office.ts';
import { anOpenQueue, askFor, type OpenQueue, ticketOf } from '../../fixtures/an-open-queue.ts';

const run = promisify(execFile);
const folders: string[] = [];
afterAll(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

const OPEN = '2026-11-24T09:00:00+07:00';
/** A day before the session of Friday 16.00. */
const DRAWN = '2026-11-26T16:00:30+07:00';

async function aDraw(entries: number, numbers: number): Promise<OpenQueue & { ctx: OfficeContext; ids: string[] }> {
  const queue = await anOpenQueue({ release: 'draw', drawHoursBefore: 24 }, numbers);
  const ctx = queue.at(OPEN);
  const ids: string[] = [];
  for (let at = 0; at < entries; at++) ids.push((await askFor(ctx, queue.sessionId, { name: `Warga ${at}` })) ?? '');
  return { ...queue, ctx, ids };
}

test('whoever asks before the draw enters, and the seed is committed to and sealed meanwhile', async () => {
  const { ctx, sessionId, ids } = await aDraw(3, 2);
  expect((await ticketOf(ctx, ids[0] ?? null)).state).toBe('entered');
  const [queue] = await ctx.db.select().from(queues);
  expect(queue).toMatchObject({ seed: null, drawnAt: null, closesAt: Date.parse('2026-11-26T16:00:00+07:00') });
  expect(queue?.sealedSeed).not.toMatch(/^[0-9a-f]{64}$/);
  const published = await readDraw(ctx, { id: sessionId });
  expect(published).toEqual({
    sessionId,
    commitment: queue?.commitment,
    drawsAt: '2026-11-26T16:00:00+07:00',
    draw: null,
  });
  expect(await runDraws(ctx)).toBe(0);
});

test('it is drawn once, by two processes at once too: numbers, a waiting list, and a plain no, each told', async () => {
  const { at, sessionId, ids } = await aDraw(12, 4);
  const ctx = at(DRAWN);
  await Promise.all([runDraws(ctx), runDraws({ ...ctx })]);
  await runDraws(ctx);
  const { draw } = await readDraw(ctx, { id: sessionId });
  expect(draw?.entries).toHaveLength(12);
  expect([draw?.placed.length, draw?.waiting.length]).toEqual([4, 2]);
  expect(await ctx.db.select().from(draws)).toHaveLength(1);
  for (const id of ids) {
    const code = entryCodeOf(id);
    const { state, number, waitOrder } = await ticketOf(ctx, id);
    const rank = draw?.order.indexOf(code) ?? -1;
    const asDrawn = draw?.placed.includes(code) ? 'held' : draw?.waiting.includes(code) ? 'waiting_list' : 'not_drawn';
    expect(state).toBe(asDrawn);
    expect(waitOrder).toBe(rank + 1);
    expect(number).toBe(state === 'held' ? rank + 1 : null);
  }
  expect((await ctx.db.select().from(places)).every(({ ticketId }) => ticketId !== null)).toBe(true);
});

test('what cannot be drawn holds up nothing and is tried again', async () => {
  const { at, ctx, ids } = await aDraw(3, 1);
  const [queue] = await ctx.db.select().from(queues);
  await ctx.db.update(queues).set({ sealedSeed: '2020-01-01.'.padEnd(60, 'x') });
  expect(await runDraws(at(DRAWN))).toBe(1);
  expect((await ticketOf(ctx, ids[0] ?? null)).state).toBe('entered');
  await ctx.db.update(queues).set({ sealedSeed: queue?.sealedSeed ?? '' });
  await runDraws(at(DRAWN));
  expect((await ticketOf(ctx, ids[0] ?? null)).state).not.toBe('entered');
});

test('each is told what came of it, in the same transaction', async () => {
  const { at, sessionId } = await anOpenQueue({ release: 'draw' }, 1);
  for (let number = 0; number < 4; number++) {
    await askFor(at(OPEN), sessionId, { contact: { channel: 'email', address: `warga${number}@example.id` } });
  }
  const ctx = at(DRAWN);
  await runDraws(ctx);
  const queued = (await ctx.db.select().from(messages)).filter(({ state }) => state === 'queued');
  const kinds = queued.map(({ kind }) => kind).filter((kind) => !kind.includes('before'));
  expect(kinds.sort()).toEqual(['drawn', 'entered', 'not_drawn', 'not_drawn']);
});

test('after the draw what is left is had by asking, and what is full has a list', async () => {
  const { at, sessionId } = await aDraw(2, 3);
  const ctx = at(DRAWN);
  await runDraws(ctx);
  const after = await ticketOf(ctx, await askFor(ctx, sessionId));
  const last = await ticketOf(ctx, await askFor(ctx, sessionId));
  expect([after.state, last.state]).toEqual(['held', 'waiting_list']);
});

async function say(command: string, args: string[]): Promise<{ code: number; out: string }> {
  try {
    return { code: 0, out: (await run(command, args, { cwd: root })).stdout };
  } catch (error) {
    const { code, stdout } = error as { code: number; stdout: string };
    return { code, out: stdout };
  }
}

test('anybody can make it again with the script and with the command, and what was touched is found by both', async () => {
  const { at, sessionId, ids } = await aDraw(30, 8);
  const ctx = at(DRAWN);
  await runDraws(ctx);
  const { url } = await aServedContext({ context: ctx });
  const address = `${url}/api/v1/sessions/${sessionId}/draw`;
  const folder = await mkdtemp(join(tmpdir(), 'jemput-draw-'));
  folders.push(folder);
  const script = join(folder, 'verify-draw.mjs');
  await writeFile(script, await (await fetch(`${url}/api/v1/verify-draw.mjs`)).text());
  const mine = entryCodeOf(ids[7] ?? '');
  const told = await say(process.execPath, [script, address, mine]);
  expect(told.code, told.out).toBe(0);
  expect(told.out).toContain('as published: 30 entries, 8 places, 8 numbers');
  expect(told.out).toContain(`${mine} was drawn`);

  const published = (await (await fetch(address)).json()) as PublishedDraw;
  const { draw } = published;
  if (!draw) throw new Error('nothing was drawn');
  const [one, two, ...others] = draw.order;
  const forged: Record<string, PublishedDraw> = {
    seed: { ...published, draw: { ...draw, seed: '0'.repeat(64) } },
    commitment: { ...published, commitment: '0'.repeat(64) },
    entry: { ...published, draw: { ...draw, entries: draw.entries.slice(1) } },
    people: { ...published, draw: { ...draw, entries: draw.entries.map((entry) => ({ ...entry, people: 2 })) } },
    order: { ...published, draw: { ...draw, order: [two ?? '', one ?? '', ...others] } },
    placed: { ...published, draw: { ...draw, placed: [...draw.placed.slice(1), draw.waiting[0] ?? ''] } },
  };
  for (const [name, record] of Object.entries({ true: published, ...forged })) {
    const file = join(folder, `${name}.json`);
    await writeFile(file, JSON.stringify(record));
    const code = name === 'true' ? 0 : 1;
    expect((await say(process.execPath, [script, file])).code, name).toBe(code);
    const out: string[] = [];
    const io = { out: (text: string) => out.push(text), err: () => {}, now: () => 0 };
    expect(await verifyDrawCommand([file], io), out.join('')).toBe(code);
  }
  expect((await say(process.execPath, [script, address, 'f'.repeat(32)])).code).toBe(1);
});

test('a part of a staggered release goes by lot to those who asked as it opened, whoever was first', async () => {
  const winners = new Map<number, number>();
  for (let lot = 0; lot < 25; lot++) {
    const { at, sessionId } = await anOpenQueue({ release: 'staggered', releaseParts: 2, releasePartHours: 4 }, 4);
    const opening = at('2026-11-24T08:00:10+07:00');
    const ids: (string | null)[] = [];
    for (let number = 0; number < 4; number++) ids.push(await askFor(opening, sessionId));
    expect(await shareOutParts(at('2026-11-24T08:00:50+07:00'))).toBe(0);
    const ctx = at('2026-11-24T08:01:20+07:00');
    expect(await shareOutParts(ctx)).toBe(1);
    const states = await Promise.all(ids.map(async (id) => (await ticketOf(ctx, id)).state));
    expect([...states].sort()).toEqual(['held', 'held', 'waiting_list', 'waiting_list']);
    states.forEach((state, number) => {
      if (state === 'held') winners.set(number, (winners.get(number) ?? 0) + 1);
    });
    if (lot === 0) {
      const noon = at('2026-11-24T12:01:30+07:00');
      await shareOutParts(noon);
      for (const id of ids) expect((await ticketOf(noon, id)).state).toBe('held');
    }
  }
  // 12.5 are expected of each; one of four million fair runs leaves somebody with none or all: R, pbinom(0, 25, 0.5) * 8.
  for (const number of [0, 1, 2, 3]) expect(Math.abs((winners.get(number) ?? 0) - 12.5)).toBeLessThan(12);
});

test('places that nobody asked for in the minute are had at once', async () => {
  const { at, sessionId } = await anOpenQueue({ release: 'staggered', releaseParts: 2, releasePartHours: 4 }, 4);
  const ctx = at('2026-11-24T08:05:00+07:00');
  const states = [];
  for (let number = 0; number < 3; number++) states.push((await ticketOf(ctx, await askFor(ctx, sessionId))).state);
  expect(states).toEqual(['held', 'held', 'waiting_list']);
  expect((await ctx.db.select().from(tickets)).filter(({ number }) => number !== null)).toHaveLength(2);
});

test('a name takes part once, however it is spelled, and a namesake with more of it', async () => {
  const { at, sessionId } = await anOpenQueue({ release: 'draw' }, 4);
  const ctx = at(OPEN);
  const names = ['Siti Aminah', 'SITTI  aminah', 'Ibu Aminah Siti', 'Siti Aminah Rahayu'];
  const got = [];
  for (const name of names) got.push((await askFor(ctx, sessionId, { name })) !== null);
  expect(got).toEqual([true, false, false, true]);
  await runDraws(at(DRAWN));
  const { draw } = await readDraw(ctx, { id: sessionId });
  expect(new Set(draw?.entries.map(({ chance }) => chance)).size).toBe(2);
});
