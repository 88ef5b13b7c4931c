import type { Api, Outputs } from '#lib/api.ts';
import type { Asked } from './asked.ts';

type NamedPlace = Outputs['sessions']['names'][number];

function plain(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
}

/** True where what was typed is a part of the name itself; else the name is a guess at what was meant. */
export function isTyped(q: string, { name }: NamedPlace): boolean {
  const typed = plain(q.replace(/^\s*(kelurahan|kel|kecamatan|kec)\b\.?/i, ''));
  return typed !== '' && plain(name).includes(typed);
}

/** Where a named place has no session of its own: the nearest ones that there are. */
export async function nearestTo(api: Api, [place]: NamedPlace[], { evening }: Asked) {
  if (!place) return [];
  const where = place.kind === 'area' ? { area: place.id } : { venue: place.id };
  return (await api.sessions.find({ ...where, evening, limit: 1 })).nearby;
}
