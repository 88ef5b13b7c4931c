import { expect, test, vi } from 'vitest';
import { type RunningServer, startServer } from '../../fixtures/a-running-server.ts';
import { aMailServer, aPushBrowser, aReceiver } from '../../fixtures/message-receivers.ts';

interface SessionJson {
  id: string;
  startsAt: string;
  queue: { left: number } | null;
}

/** An evening to come that has numbers left; its places are laid out some seconds after the start. */
function openForNumbers({ url, now }: RunningServer): Promise<string> {
  const find = async () => {
    const answer = await fetch(`${url}/api/v1/sessions?limit=200`);
    const { sessions } = (await answer.json()) as { sessions: SessionJson[] };
    const open = sessions.find(({ startsAt, queue }) => Date.parse(startsAt) > now() && (queue?.left ?? 0) > 0);
    if (!open) throw new Error('No numbers are left.');
    return open.id;
  };
  return vi.waitFor(find, { timeout: 60_000, interval: 300 });
}

test('a number taken on the running product is confirmed by mail and push within seconds, and the link in both opens it', async () => {
  const mail = await aMailServer();
  const service = await aReceiver();
  const server = await startServer({ SMTP_URL: mail.url, MAIL_FROM: 'antrean@example.go.id' });
  try {
    const sessionId = await openForNumbers(server);
    const asked = { sessionId, people: '1', name: 'Sri', channel: 'email', address: 'sri@example.id' };
    const taken = await fetch(`${server.url}/antrean`, {
      method: 'POST',
      redirect: 'manual',
      headers: { origin: server.url, 'accept-language': 'id' },
      body: new URLSearchParams(asked),
    });
    expect(taken.status).toBe(303);
    const path = taken.headers.get('location') ?? '';
    expect(path).toMatch(/^\/antrean\/[\w-]{32}$/);

    const browser = aPushBrowser(`${service.url}/p/1`);
    const told = await fetch(`${server.url}/api/trpc/messages.tell`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: server.url },
      body: JSON.stringify(
        JSON.stringify([
          { token: 1, channel: 2, address: 3, language: 4 },
          path.slice('/antrean/'.length),
          'push',
          browser.subscription,
          'en',
        ]),
      ),
    });
    expect(told.status).toBe(200);
    await expect.poll(() => [mail.mails.length, service.posts.length]).toEqual([1, 1]);

    const [confirmation] = mail.mails;
    expect(confirmation?.text).toContain(`${server.url}${path}`);
    expect(confirmation?.text).not.toContain('Sri');
    const shown = browser.open(service.posts[0]?.body ?? Buffer.of());
    expect(shown.title).toMatch(/^Number A-\d{3}: /);
    expect(shown.link).toBe(`${server.url}${path}`);
    expect(server.output()).not.toMatch(/sri@example\.id|\/p\/1|Sri/);
    expect(server.output()).not.toContain(path);
  } finally {
    expect(await server.stop()).toBe(0);
  }
});
