import { checkAddress } from '@jemput/shared/messages/check-address';
import type { FollowArea, UnfollowArea } from '@jemput/shared/messages/tell';
import { and, count, eq, inArray, isNotNull, type SQL } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { inTransaction } from '../db/open.ts';
import { contacts, messages } from '../db/schema/messages.ts';
import { areas } from '../db/schema/places.ts';
import { NotFound } from '../errors.ts';
import { addContact } from './add-contact.ts';
import { badContact } from './bad-contact.ts';
import { contactCheckOf } from './contact-check.ts';

/** Areas that one browser can follow. */
const MOST_AREAS = 20;

/** As committed: codes of the areas that this browser follows. */
export interface Following {
  areaCodes: string[];
}

/** News of an area to a browser; no name, number or address is given. @throws NotFound, Invalid */
export async function followArea(ctx: Context, { areaCode, subscription, language }: FollowArea): Promise<Following> {
  return inTransaction(ctx, async (tx) => {
    const [area] = await tx.select({ code: areas.code }).from(areas).where(eq(areas.code, areaCode));
    if (!area) throw new NotFound(`There is no area ${areaCode}.`);
    const within = { ...ctx, db: tx };
    const [followed] = await tx.select({ count: count() }).from(contacts).where(ofBrowser(ctx, subscription));
    if ((followed?.count ?? 0) >= MOST_AREAS) throw badContact('too_many');
    const added = await addContact(within, { areaCode }, { channel: 'push', address: subscription, language });
    if ('fault' in added) throw badContact(added.fault);
    return areasOf(within, subscription);
  });
}

/** Ends it, for one area or for all. The same twice is once. @throws Invalid */
export async function unfollowArea(ctx: Context, { areaCode, subscription }: UnfollowArea): Promise<Following> {
  return inTransaction(ctx, async (tx) => {
    const within = { ...ctx, db: tx };
    const where = and(
      ofBrowser(ctx, subscription),
      areaCode === undefined ? undefined : eq(contacts.areaCode, areaCode),
    );
    const ended = await tx.select({ id: contacts.id }).from(contacts).where(where);
    const ids = ended.map(({ id }) => id);
    await tx
      .update(messages)
      .set({ state: 'withdrawn' })
      .where(and(inArray(messages.contactId, ids), eq(messages.state, 'queued')));
    await tx.delete(contacts).where(inArray(contacts.id, ids));
    return areasOf(within, subscription);
  });
}

function ofBrowser(ctx: Context, subscription: string): SQL | undefined {
  const checked = checkAddress('push', subscription, { loopback: ctx.messaging?.loopbackPush ?? false });
  if ('fault' in checked) throw badContact(checked.fault);
  const check = contactCheckOf(ctx.secret, 'push', checked.address);
  return and(eq(contacts.addressCheck, check), isNotNull(contacts.areaCode));
}

async function areasOf(ctx: Context, subscription: string): Promise<Following> {
  const rows = await ctx.db.select({ areaCode: contacts.areaCode }).from(contacts).where(ofBrowser(ctx, subscription));
  return { areaCodes: rows.flatMap(({ areaCode }) => areaCode ?? []).sort() };
}
