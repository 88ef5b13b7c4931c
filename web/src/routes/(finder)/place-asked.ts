import { readAskedName } from '@jemput/shared/sessions/asked-name';
import type { Session } from '@jemput/shared/sessions/session';
import type { Api, Outputs } from '#lib/api.ts';
import { type Asked, toFind } from './asked.ts';

type NamedPlace = Outputs['sessions']['names'][number];

const SHOWN = 3;
/** As far as may be asked for: farther away is another island. */
const FARTHEST_KM = 1000;

function plain(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
}

/** True where what was typed is a part of the name itself; else the name is a guess at what was meant. */
export function isTyped(q: string, { name }: NamedPlace): boolean {
  const typed = plain(readAskedName(q).name.replace(/^\s*(kelurahan|kel|kecamatan|kec)\b\.?/i, ''));
  return typed !== '' && plain(name).includes(typed);
}

/** Where what is asked has no session: the nearest ones like it, as far away as they may be; else any that are near. */
export async function nearestInstead(api: Api, [place]: NamedPlace[], asked: Asked, today: string): Promise<Session[]> {
  if (asked.near) return nearestToPoint(api, asked, today);
  if (!place) return [];
  const where = place.kind === 'area' ? { area: place.id } : { venue: place.id };
  return (await api.sessions.find({ ...where, evening: asked.evening, limit: 1 })).nearby;
}

async function nearestToPoint(api: Api, asked: Asked, today: string): Promise<Session[]> {
  const anyDistance = { ...toFind({ ...asked, cursor: '' }, today), radiusKm: FARTHEST_KM, limit: SHOWN * 4 };
  const soon = await api.sessions.find(anyDistance);
  const { to: _, ...whenever } = anyDistance;
  const later = soon.total > 0 ? soon : await api.sessions.find(whenever);
  const standing = later.sessions.filter(({ status }) => status !== 'cancelled' && status !== 'done');
  return standing.length > 0 ? onePerVenue(standing).slice(0, SHOWN) : later.nearby;
}

function onePerVenue(sessions: Session[]): Session[] {
  const seen = new Set<string>();
  return sessions.filter(({ venue }) => !seen.has(venue.id) && seen.add(venue.id));
}
