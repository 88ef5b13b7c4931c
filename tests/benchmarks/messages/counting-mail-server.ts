import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

export interface CountingMailServer {
  url: string;
  /** How often each Message-ID arrived. */
  arrived: Map<string, number>;
  /** Called after each mail, before it is acknowledged. */
  onMail: (mails: number) => void;
  /** Cuts every connection, whatever was under way, and stops listening. */
  die(): void;
  rise(): Promise<void>;
}

/** A real SMTP server on loopback that keeps of each mail only its Message-ID. */
export async function countingMailServer(): Promise<CountingMailServer> {
  const mail: CountingMailServer = { url: '', arrived: new Map(), onMail: () => {}, die, rise };
  let server: SMTPServer | null = null;
  let port = 0;
  let mails = 0;
  async function rise(): Promise<void> {
    const fresh = new SMTPServer({
      authOptional: true,
      disabledCommands: ['AUTH', 'STARTTLS'],
      closeTimeout: 1,
      onData(stream, _session, done) {
        let head = '';
        stream.on('data', (part: Buffer) => {
          if (head.length < 4096) head += part.toString('latin1');
        });
        stream.on('end', () => {
          const id = /^message-id: (.*)$/im.exec(head)?.[1]?.trim() ?? '';
          mail.arrived.set(id, (mail.arrived.get(id) ?? 0) + 1);
          mails += 1;
          mail.onMail(mails);
          done();
        });
      },
    });
    fresh.on('error', () => {});
    await new Promise<void>((resolve) => fresh.listen(port, '127.0.0.1', () => resolve()));
    port = (fresh.server.address() as AddressInfo).port;
    mail.url = `smtp://127.0.0.1:${port}`;
    server = fresh;
  }
  function die(): void {
    const dying = server;
    server = null;
    dying?.close(() => {});
    const open = dying?.connections as Set<{ _socket?: { destroy(): void } }> | undefined;
    for (const connection of open ?? []) connection._socket?.destroy();
  }
  await rise();
  return mail;
}
