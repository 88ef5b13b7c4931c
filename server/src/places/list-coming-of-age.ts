import { asc, eq } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { comingOfAge } from '../db/schema/field.ts';

export interface ComingOfAgeMonth {
  /** `2026-11` */
  month: string;
  people: number;
  /** True where they are among the pool's people remaining. */
  entered: boolean;
}

/** Who of a pool reaches the age of the card in which month, in order. */
export async function listComingOfAge(
  { db }: Pick<Context, 'db'>,
  { poolId }: { poolId: string },
): Promise<ComingOfAgeMonth[]> {
  const rows = await db
    .select()
    .from(comingOfAge)
    .where(eq(comingOfAge.poolId, poolId))
    .orderBy(asc(comingOfAge.month));
  return rows.map(({ month, people, enteredAt }) => ({ month, people, entered: enteredAt !== null }));
}
