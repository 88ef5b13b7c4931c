import { areasImporter } from './areas.ts';
import { calendarImporter } from './calendar.ts';
import { comingOfAgeImporter } from './coming-of-age.ts';
import { crewImporter } from './crew.ts';
import { eventsImporter } from './events.ts';
import { historyImporter } from './history.ts';
import type { Importer } from './importer.ts';
import type { ImportKind } from './kinds.ts';
import { kitsImporter } from './kits.ts';
import { poolsImporter } from './pools.ts';
import { venuesImporter } from './venues.ts';

/** What is read and written for each kind; a new kind is a file and a line here. */
export const importers: Readonly<Record<ImportKind, Importer>> = {
  areas: areasImporter,
  pools: poolsImporter,
  venues: venuesImporter,
  kits: kitsImporter,
  crew: crewImporter,
  history: historyImporter,
  events: eventsImporter,
  'coming-of-age': comingOfAgeImporter,
  calendar: calendarImporter,
};
