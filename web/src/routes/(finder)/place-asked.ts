import type { Session } from '@jemput/shared/sessions/session';
import type { Api, Outputs } from '#lib/api.ts';
import { bestFirst } from '#lib/timetable/best-first.ts';
import { type Asked, toFind } from './asked.ts';

type NamedPlace = Outputs['sessions']['names'][number];

/** Of the nearest sessions: some venues' week. */
const LOOKED_AT = 100;
/** As far as may be asked for: farther away is another island. */
const FARTHEST_KM = 1000;

type Office = Pick<Outputs['places']['office'], 'today' | 'now'>;

/** Where what is asked has no session: the nearest ones like it, as far away as they may be; else any that are near. */
export async function nearestInstead(
  api: Api,
  [place]: NamedPlace[],
  asked: Asked,
  office: Office,
): Promise<Session[]> {
  if (asked.near) return nearestToPoint(api, asked, office);
  if (!place) return [];
  const where = place.kind === 'area' ? { area: place.id } : { venue: place.id };
  return (await api.sessions.find({ ...where, evening: asked.evening, limit: 1 })).nearby;
}

async function nearestToPoint(api: Api, asked: Asked, { today, now }: Office): Promise<Session[]> {
  const anyDistance = { ...toFind(asked, today), radiusKm: FARTHEST_KM, limit: LOOKED_AT };
  const soon = bestFirst((await api.sessions.find(anyDistance)).sessions, now);
  if (soon.length > 0) return soon;
  const { to: _, ...whenever } = anyDistance;
  const later = await api.sessions.find(whenever);
  const possible = bestFirst(later.sessions, now);
  return possible.length > 0 ? possible : later.nearby;
}
