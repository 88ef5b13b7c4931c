import { readAskedName } from '@jemput/shared/sessions/asked-name';
import type { Context } from '../context.ts';
import type { NamedPlace } from './name-search.ts';
import { placesNamed } from './places-named.ts';
import { currentTimetable } from './timetable-snapshot.ts';

const LIMIT = 10;

/** Venues and areas whose name is like `q`, best first. */
export async function findNames(ctx: Context, { q }: { q: string }): Promise<NamedPlace[]> {
  const timetable = await currentTimetable(ctx);
  await timetable.names.ready();
  return placesNamed(timetable.names, readAskedName(q).name).slice(0, LIMIT);
}
