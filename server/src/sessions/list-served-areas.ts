import { parentOf } from '@jemput/shared/places/area';
import type { Context } from '../context.ts';
import { currentTimetable, type Timetable } from './timetable-snapshot.ts';

export interface AreaName {
  code: string;
  name: string;
}

export interface ServedAreas extends AreaName {
  areas: AreaName[];
}

/** More names than these are no list to choose from. */
const AT_MOST = 300;
/** Length of a ministry code of a village, a district and a regency. */
const codeLengths = [13, 8, 5];

const known = new WeakMap<Timetable['venues'], ServedAreas[]>();

/** Kelurahan with venues by district, for choosing without typing; in a large office districts by regency, or regencies by province. */
export async function listServedAreas(ctx: Context): Promise<ServedAreas[]> {
  const timetable = await currentTimetable(ctx);
  const before = known.get(timetable.venues);
  if (before) return before;
  const served = servedAreas(timetable);
  known.set(timetable.venues, served);
  return served;
}

function servedAreas({ venues, areaByCode }: Timetable): ServedAreas[] {
  const nameOf = (code: string) => areaByCode.get(code)?.name ?? code;
  for (const length of codeLengths) {
    const codes = new Set(venues.map(({ area }) => area.code.slice(0, length)));
    if (codes.size > AT_MOST) continue;
    const inOrder = [...codes].sort((a, b) => nameOf(a).localeCompare(nameOf(b), 'id'));
    const byParent = Map.groupBy(inOrder, (code) => parentOf(code) ?? '');
    return [...byParent]
      .map(([code, areas]) => ({
        code,
        name: nameOf(code),
        areas: areas.map((area) => ({ code: area, name: nameOf(area) })),
      }))
      .sort((a, b) => a.name.localeCompare(b.name, 'id'));
  }
  return [];
}
