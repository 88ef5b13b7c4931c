import type { Session } from '@jemput/shared/sessions/session';
import type { Context } from '../context.ts';
import { NotFound } from '../errors.ts';
import { currentTimetable } from './timetable-snapshot.ts';
import { alternativesTo } from './with-alternatives.ts';

export interface SessionWithAlternatives {
  session: Session;
  /** Nearest first. */
  alternatives: (Session & { distanceM: number })[];
}

/** @throws NotFound */
export async function getSession(ctx: Context, { id }: { id: string }): Promise<SessionWithAlternatives> {
  const timetable = await currentTimetable(ctx);
  const entry = timetable.byId.get(id);
  if (!entry) throw new NotFound(`There is no session ${id}.`);
  const alternatives = alternativesTo(timetable, entry, ctx.now());
  return { session: { ...entry.session, alternatives: alternatives.map((other) => other.id) }, alternatives };
}
