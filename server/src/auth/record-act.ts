import type { Context } from '../context.ts';
import type { Database } from '../db/open.ts';
import { acts } from '../db/schema/staff.ts';

/**
 * Writes who did what into the audit log; call it in the transaction of the act itself.
 *
 * @param act the permission's word and what was done, `places.saveVenue`
 * @param subject the id of what it was done to
 * @param detail what changed and why; no passwords, no residents
 */
export async function recordAct(
  tx: Database,
  ctx: Pick<Context, 'now' | 'actor'>,
  act: string,
  subject: string,
  detail?: unknown,
): Promise<void> {
  await tx.insert(acts).values({ at: ctx.now(), actorId: ctx.actor?.id ?? null, act, subject, detail: detail ?? null });
}
