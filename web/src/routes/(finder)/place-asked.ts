import { readAskedName } from '@jemput/shared/sessions/asked-name';
import { metresAndDays } from '@jemput/shared/sessions/nearest-session';
import type { Session } from '@jemput/shared/sessions/session';
import { takesPeople } from '@jemput/shared/sessions/takes-people';
import type { Api, Outputs } from '#lib/api.ts';
import { type Asked, toFind } from './asked.ts';

type NamedPlace = Outputs['sessions']['names'][number];

const SHOWN = 3;
/** Of the nearest sessions: some venues' week. */
const LOOKED_AT = 100;
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
  const anyDistance = { ...toFind({ ...asked, cursor: '' }, today), radiusKm: FARTHEST_KM, limit: LOOKED_AT };
  const soon = bestFirst((await api.sessions.find(anyDistance)).sessions, now);
  if (soon.length > 0) return soon;
  const { to: _, ...whenever } = anyDistance;
  const later = await api.sessions.find(whenever);
  const possible = bestFirst(later.sessions, now);
  return possible.length > 0 ? possible : later.nearby;
}

/** Those that take people, a day weighing as much as a kilometre; one a venue, and one that prints cards only where none records. */
export function bestFirst(sessions: readonly Session[], now: string): Session[] {
  const cost = ({ distanceM = 0, startsAt }: Session) =>
    metresAndDays({ distanceM, startsMillis: Date.parse(startsAt) }, Date.parse(now));
  const possible = sessions.filter((session) => takesPeople(session, now));
  const recording = possible.filter(({ service }) => service === 'recording');
  const ordered = (recording.length > 0 ? recording : possible).sort((a, b) => cost(a) - cost(b));
  const seen = new Set<string>();
  return ordered.filter(({ venue }) => !seen.has(venue.id) && seen.add(venue.id)).slice(0, SHOWN);
}
