import type { Session } from '@jemput/shared/sessions/session';
import type { Api, Outputs } from '#lib/api.ts';
import type { Gazetteer } from './session-words.ts';

type Office = Outputs['places']['office'];

/** Only the places that the sessions' moves name: few move, and every page carries the names to the browser. */
export async function readGazetteer(api: Api, office: Office, sessions: Session[]): Promise<Gazetteer> {
  const moves = sessions.flatMap(({ changes }) => changes.filter(({ what }) => what === 'moved'));
  const ids = new Set(moves.flatMap(({ from, to }) => [from, to].flatMap((place) => place?.split('|')[0] ?? [])));
  const venues = await Promise.all([...ids].map((id) => api.places.getVenue({ id })));
  return {
    venueNames: Object.fromEntries(venues.map(({ id, name }) => [id, name])),
    slotHours: Object.fromEntries(
      ids.size > 0 ? office.slots.map(({ id, startTime, endTime }) => [id, [startTime, endTime]]) : [],
    ),
  };
}
