import { readToken } from '@jemput/server/bookings/ticket-token';
import { displayPath } from '@jemput/server/evening/display-token';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type RunningServer, startServer } from '../../fixtures/a-running-server.ts';

const SECRET = 'a-secret-for-tests-only-0123456789abcdef';
const NAME = 'Zulaikha Qodriyah';
const MAIL = 'zulaikha.qodriyah@contoh.example.id';
const AGENT = 'Ponsel-Zulaikha/7';

let server: RunningServer;
let sessionId: string;
let token: string;

beforeAll(async () => {
  // Nobody listens there: what cannot be sent is an error to report.
  const mail = { SMTP_URL: 'smtp://127.0.0.1:9', MAIL_FROM: 'antrean@example.id' };
  server = await startServer({ ...mail, JEMPUT_SECRET: SECRET, LOG_LEVEL: 'trace' });
  // Places are laid out by the office's clock, which has just started.
  sessionId = await vi.waitUntil(aSessionWithPlaces, { timeout: 100_000, interval: 200 });
  const taken = (await take({ name: NAME, channel: 'email', address: MAIL })) as { outcome: string; token: string };
  expect(taken).toMatchObject({ outcome: 'number' });
  token = taken.token;
});

afterAll(() => server?.stop());

async function aSessionWithPlaces(): Promise<string> {
  const { sessions } = (await json('/api/v1/sessions?limit=200')) as {
    sessions: { id: string; startsAt: string; queue: { left: number } | null }[];
  };
  const soon = server.now() + 6 * 3_600_000;
  return sessions.find(({ startsAt, queue }) => Date.parse(startsAt) > soon && (queue?.left ?? 0) > 5)?.id ?? '';
}

async function json(path: string): Promise<unknown> {
  return (await fetch(server.url + path)).json();
}

async function take(fields: Record<string, string>): Promise<unknown> {
  const body = new URLSearchParams({ sessionId, people: '1', travelMinutes: '17', ...fields });
  const headers = { accept: 'application/json', origin: server.url, 'user-agent': AGENT };
  return (await fetch(`${server.url}/antrean`, { method: 'POST', body, headers })).json();
}

/** Every public address that the office describes, and those of the ticket and the display. */
async function publicAddresses(): Promise<string[]> {
  const { paths } = (await json('/api/v1/openapi.json')) as { paths: Record<string, unknown> };
  const described = Object.keys(paths).map((path) =>
    path.replace(/\{id\}/, sessionId).replace(/\{\w+\}/, '33.72.01.1001'),
  );
  const display = displayPath(SECRET, sessionId);
  const own = [`/antrean/${token}`, `/antrean/${token}/keadaan.json`, display, `${display}/keadaan.json`];
  return [...described, '/metrics', '/readyz', '/healthz', `/jadwal/${sessionId}`, '/', ...own];
}

const marks = [NAME, 'Zulaikha', 'Qodriyah', MAIL, 'zulaikha', 'qodriyah', encodeURIComponent(MAIL)];

test('nothing that the office publishes tells who has a number', async () => {
  const addresses = await publicAddresses();
  expect(addresses.length).toBeGreaterThan(20);
  for (const path of addresses) {
    const answer = await fetch(server.url + path);
    const told = JSON.stringify([...answer.headers]) + (await answer.text());
    for (const mark of marks) expect(`${path} ${told.includes(mark)}`).toBe(`${path} false`);
    if (!path.includes(token)) expect(`${path} ${told.includes(token)}`).toBe(`${path} false`);
  }
});

test('the link says nothing but a random number', () => {
  const id = readToken(SECRET, 'ticket', token);
  expect(id).toMatch(/^[A-Za-z0-9_-]{16}$/);
  const plain = Buffer.from(token, 'base64url').toString('latin1').toLowerCase();
  for (const mark of marks) expect(plain).not.toContain(mark.toLowerCase().slice(0, 5));
});

test('no log line and no error report tells who, nor the link, whatever goes wrong', async () => {
  await take({ name: `${NAME} <b>`, channel: 'sms', address: MAIL });
  await take({ name: NAME.repeat(200), channel: 'email', address: `${MAIL}@@` });
  await take({ name: NAME, channel: 'email', address: MAIL, sessionId: 'none-such' });
  await fetch(`${server.url}/antrean/${token}x/keadaan.json?nama=${encodeURIComponent(NAME)}`);
  await fetch(`${server.url}/api/trpc/bookings.cancel`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: server.url },
    body: JSON.stringify({ token: `${token}x`, name: NAME, address: MAIL }),
  });
  for (const mark of [...marks, token]) expect(server.output().includes(mark) ? mark : '').toBe('');
});
