import { tokenOf } from '@jemput/server/bookings/ticket-token';
import { queues } from '@jemput/server/db/schema/bookings';
import { displayPath } from '@jemput/server/evening/display-token';
import type { DisplayState } from '@jemput/shared/bookings/display-state';
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { aServedContext } from '../../fixtures/a-served-context.ts';
import { anEvening, tell } from '../../fixtures/an-evening.ts';

async function aDisplay() {
  const evening = await anEvening();
  const { url } = await aServedContext({ context: evening.office });
  const address = `${url}${displayPath(evening.office.secret, evening.sessionId)}/keadaan.json`;
  const state = async () => (await (await fetch(address)).json()) as DisplayState;
  return { ...evening, url, address, state };
}

test('a display shows the numbers being called, before and next, a recall again, and nothing of anybody', async () => {
  const { crew, sessionId, ticketIds, address, state } = await aDisplay();
  expect(await state()).toMatchObject({ phase: 'early', calling: [], waitingPeople: 6, openDesks: 0, near: null });
  await tell(crew, sessionId, 'device-b', [
    { kind: 'desk_opened' },
    { kind: 'call_next' },
    { kind: 'call_next' },
    { kind: 'recalled', ticketId: ticketIds[1] },
    { kind: 'walk_in', ticketId: 'walk-in-00000001', people: 1, name: 'Rahasia' },
  ]);
  const shown = await state();
  expect(shown).toMatchObject({
    venueName: 'Kelurahan Pajang',
    phase: 'running',
    calling: [{ label: 'A-002', desk: 'B', calls: 2 }],
    recent: [{ label: 'A-001', desk: 'B', calls: 1 }],
    next: ['A-003', 'A-004', 'A-005', 'A-006', 'B-001'],
    waitingPeople: 5,
    openDesks: 1,
  });
  const text = await (await fetch(address)).text();
  expect(text).not.toMatch(/Rahasia|Orang|ticket|device/);
  for (const id of ticketIds) expect(text).not.toContain(id);
});

test('asked again it says in some bytes that nothing changed', async () => {
  const { crew, sessionId, address } = await aDisplay();
  const first = await fetch(address);
  const tag = first.headers.get('etag') ?? '';
  expect(tag).not.toBe('');
  const again = await fetch(address, { headers: { 'if-none-match': tag } });
  expect([again.status, await again.text()]).toEqual([304, '']);
  await tell(crew, sessionId, 'device-b', [{ kind: 'desk_opened' }]);
  expect((await fetch(address, { headers: { 'if-none-match': tag } })).status).toBe(200);
});

test('once full it says since when, and where people are still taken tonight', async () => {
  const { office, sessionId, state } = await aDisplay();
  const since = Date.parse('2026-11-20T10:30:00Z');
  await office.db.update(queues).set({ fullSince: since }).where(eq(queues.sessionId, sessionId));
  const shown = await state();
  expect(shown.fullSince).toBe('2026-11-20T17:30:00+07:00');
  expect(shown.near).toMatchObject({ venueName: 'Kelurahan Mojosongo', date: '2026-11-20' });
});

test("a display's link calls nobody, and no other link opens a display", async () => {
  const { office, url, sessionId, address, ticketIds } = await aDisplay();
  for (const method of ['POST', 'PUT', 'DELETE']) expect((await fetch(address, { method })).status).toBe(404);
  const token = displayPath(office.secret, sessionId).split('/').at(-1) ?? '';
  const act = { sessionId, deviceId: token, events: [] };
  const called = await fetch(`${url}/api/trpc/evening.act`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, origin: 'http://localhost:3000' },
    body: JSON.stringify(act),
  });
  expect(called.status).toBeGreaterThanOrEqual(400);
  const forged = [
    `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`,
    tokenOf(office.secret, 'ticket', ticketIds[0] ?? ''),
    tokenOf('another secret', 'display', token.slice(0, 16)),
    tokenOf(office.secret, 'display', 'x'.repeat(16)),
    '..%2f..%2fetc',
  ];
  for (const one of forged) expect((await fetch(`${url}/layar/${one}/keadaan.json`)).status).toBe(404);
});
