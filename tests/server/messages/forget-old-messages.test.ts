import { messages } from '@jemput/server/db/schema/messages';
import { sessions } from '@jemput/server/db/schema/sessions';
import { forgetOldMessages } from '@jemput/server/messages/forget-old-messages';
import { readLedger } from '@jemput/server/messages/read-ledger';
import { writeMessages } from '@jemput/server/messages/write-messages';
import { messageStates } from '@jemput/shared/messages/message';
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { anOffice, aStint, later, publish } from '../../fixtures/an-office.ts';
import { aHolder } from '../../fixtures/ticket-holders.ts';

const DUE = '2026-11-20T18:00:00+07:00';

/** One message of every state, all to be sent on 20 November at 18.00. */
async function oneOfEach() {
  const ctx = await anOffice();
  await publish(ctx, [aStint({ days: 1 })]);
  const [session] = await ctx.db.select({ id: sessions.id }).from(sessions);
  const sessionId = session?.id ?? '';
  const contacts = [{ channel: 'email' as const, address: 'sri@example.id' }];
  const id = await aHolder(ctx, { sessionId, placeAt: Date.parse(DUE), contacts });
  for (const state of messageStates) {
    await writeMessages(ctx, [id], { kind: 'confirmed', cause: state, sessionId, dueAt: Date.parse(DUE) });
    await ctx.db.update(messages).set({ state, cost: 350 }).where(eq(messages.cause, state));
  }
  const states = async () => (await ctx.db.select().from(messages)).map(({ state }) => state).toSorted();
  return { ctx, states };
}

test('ninety days after its time a message that has left, or never will, is gone; what still waits stays', async () => {
  const { ctx, states } = await oneOfEach();
  // Ninety days after 20 November is 18 February.
  expect(await forgetOldMessages(later(ctx, '2027-02-18T18:00:00+07:00'))).toBe(0);
  expect(await states()).toEqual([...messageStates].sort());
  const after = later(ctx, '2027-02-18T18:00:01+07:00');
  expect(await forgetOldMessages(after)).toBe(messageStates.length - 1);
  expect(await states()).toEqual(['queued']);
  expect(await forgetOldMessages(after)).toBe(0);
});

test('the ledger of the month has all of it on the last day of the month', async () => {
  const { ctx } = await oneOfEach();
  const costs = async (instant: string) => {
    const { channels } = await readLedger(later(ctx, instant));
    return channels.find(({ channel }) => channel === 'email')?.cost;
  };
  await forgetOldMessages(later(ctx, '2026-11-30T23:59:59+07:00'));
  expect(await costs('2026-11-30T23:59:59+07:00')).toBe(350 * messageStates.length);
});
