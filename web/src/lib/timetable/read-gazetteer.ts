import type { Api, Outputs } from '#lib/api.ts';
import type { Gazetteer } from './session-words.ts';

type Office = Outputs['places']['office'];

export async function readGazetteer(api: Api, office: Office): Promise<Gazetteer> {
  const venues = await api.places.listVenues();
  return {
    venueNames: Object.fromEntries(venues.map(({ id, name }) => [id, name])),
    slotHours: Object.fromEntries(
      office.slots.map(({ id, startTime, endTime }) => [id, `${startTime}–${endTime}`.replaceAll(':', '.')]),
    ),
  };
}
