import { tickets } from '@jemput/server/db/schema/bookings';
import { addContact } from '@jemput/server/messages/add-contact';
import { mailOutlet } from '@jemput/server/messages/mail-outlet';
import { sendDue } from '@jemput/server/messages/send-due';
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { anOffice, aStint, publish } from '../../fixtures/an-office.ts';
import { aTicket, layOutExactly, sessionAt } from '../../fixtures/evening-numbers.ts';
import { aMailServer } from '../../fixtures/message-receivers.ts';

const pajang = aStint({ start: '2026-11-27', days: 1 });
const kampungBaru = aStint({ venue: 'kampung-baru', start: '2026-11-28', days: 1, kits: ['K02'] });

/** Mails to two holders in Pajang when its evening is called off, and so many places are left in Kampung Baru. */
async function cancelled(left: number, remaining: ReturnType<typeof aStint>[]) {
  const ctx = await anOffice();
  await publish(ctx, [pajang, kampungBaru]);
  const fell = await sessionAt(ctx, 'pajang', '2026-11-27');
  const other = await sessionAt(ctx, 'kampung-baru', '2026-11-28');
  await layOutExactly(ctx, fell, 4);
  await layOutExactly(ctx, other, left);
  const server = await aMailServer();
  const ids: string[] = [];
  for (const address of ['satu@example.id', 'dua@example.id']) {
    const { id } = await aTicket(ctx, { sessionId: fell });
    await addContact(ctx, { ticketId: id }, { channel: 'email', address, language: 'id' });
    ids.push(id);
  }
  await publish(ctx, remaining, 'Alat rekam rusak');
  const outlet = mailOutlet({ smtpUrl: server.url, from: 'Dukcapil <antrean@example.go.id>' });
  await sendDue(ctx, 'https://jemput.example.id', 'email', outlet);
  outlet.close();
  const hers = ({ to }: (typeof server.mails)[number]) => /satu@|dua@/.test(JSON.stringify(to));
  const mails = server.mails.filter((mail) => mail.subject?.startsWith('Jadwal dibatalkan') && hers(mail));
  const textTo = (address: string) => mails.find(({ to }) => JSON.stringify(to).includes(address))?.text ?? '';
  return { ctx, ids, mails, textTo };
}

test('a mail of a cancellation tells why, and place, window and deadline of what is kept instead; without a place left, the waiting list', async () => {
  const { ctx, ids, mails, textTo } = await cancelled(1, [kampungBaru]);
  expect(mails).toHaveLength(2);
  expect(mails.flatMap(({ attachments }) => attachments)).toEqual([]);
  const first = textTo('satu@');
  const [ticket] = await ctx.db
    .select()
    .from(tickets)
    .where(eq(tickets.id, ids[0] ?? ''));
  expect(ticket?.offeredNumber).toBe(1);
  expect(first).toContain('Alasan: Alat rekam rusak');
  expect(first).toMatch(/Tempat: Kelurahan Kampung Baru/);
  expect(first).toMatch(/Waktu datang: Sab 28 Nov, \d\d\.\d\d–\d\d\.\d\d\n/);
  expect(first).toMatch(/Jawab sebelum: \w{3} \d+ Nov pukul \d\d\.\d\d\n/);
  const second = textTo('dua@');
  expect(second).toContain('Anda urutan ke-1 di daftar tunggu Kelurahan Kampung Baru');
  for (const text of [first, second]) expect(text).not.toMatch(/Tempat: Kelurahan Pajang|Jam layanan: Jum 27/);
  expect(second).not.toContain('Tempat:');
});

test('where there is nowhere to go, it says that there is no place yet and names none', async () => {
  const { mails, textTo } = await cancelled(1, []);
  expect(mails).toHaveLength(2);
  expect(textTo('satu@')).toContain('Belum ada tempat pengganti untuk Anda');
  expect(textTo('satu@')).not.toContain('Tempat:');
});
