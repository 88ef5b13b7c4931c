import { venueKinds } from '@jemput/shared/places/venue';
import { type FindSessions, findSessionsSchema } from '@jemput/shared/sessions/find-sessions';
import { sessionStatuses } from '@jemput/shared/sessions/session';
import { type Fault, Invalid } from '../errors.ts';

/** What each parameter of /api/v1/sessions must be. */
const expected: Record<keyof FindSessions, string> = {
  near: 'a latitude and longitude in degrees, -7.5703,110.7829',
  radiusKm: 'a number over 0 and up to 1000',
  area: 'a ministry code such as 33.72.01 or 33.72.01.1001',
  venue: 'the id of a venue',
  from: 'a date that exists, YYYY-MM-DD',
  to: 'a date that exists, YYYY-MM-DD',
  slot: 'the id of a slot',
  evening: 'true or false',
  kind: `one of ${venueKinds.join(', ')}`,
  q: 'a name of at most 100 characters',
  status: `one of ${sessionStatuses.join(', ')}`,
  limit: 'a whole number from 1 to 500',
  cursor: 'the nextCursor of an earlier answer',
};

/** Digits with a point, unlike `Number('')` or `Number('0x10')`. */
function decimal(text: string): number {
  return /^[+-]?\d+(\.\d+)?$/.test(text.trim()) ? Number(text) : Number.NaN;
}

function nearOf(text: string): { lat: number; lon: number } {
  const [lat, lon, ...rest] = text.split(',');
  return { lat: decimal(lat ?? ''), lon: rest.length > 0 ? Number.NaN : decimal(lon ?? '') };
}

function readValue(name: string, text: string): unknown {
  if (name === 'near') return nearOf(text);
  if (name === 'radiusKm' || name === 'limit') return decimal(text);
  if (name === 'evening')
    return text === 'true' || text === '1' ? true : text === 'false' || text === '0' ? false : text;
  return text;
}

/** @throws Invalid that names every bad parameter: unknown, given twice, or not what it must be */
export function parseQuery(query: URLSearchParams): FindSessions {
  const faults = namesFaults(query, Object.keys(expected));
  const parsed = findSessionsSchema.safeParse(
    Object.fromEntries([...query].map(([name, text]) => [name, readValue(name, text)])),
  );
  const bad = new Set((parsed.error?.issues ?? []).map((issue) => String(issue.path[0])));
  for (const name of bad) {
    const message = `must be ${expected[name as keyof FindSessions]}`;
    faults.push({ field: name, value: query.get(name), code: 'invalid', message });
  }
  if (faults.length > 0 || !parsed.success) throw new Invalid('The parameters are not right.', faults);
  return parsed.data;
}

/** Whole number of a parameter. @throws Invalid */
export function parseNumber(
  query: URLSearchParams,
  name: string,
  { standard, least, most }: { standard: number; least: number; most: number },
): number {
  const text = query.get(name);
  const value = text === null ? standard : decimal(text);
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  const message = `must be a whole number from ${least} to ${most}`;
  throw new Invalid('The parameters are not right.', [{ field: name, value: text, code: 'invalid', message }]);
}

/** @throws Invalid for parameters that are unknown or given twice */
export function refuseOthers(query: URLSearchParams, names: string[]): void {
  const faults = namesFaults(query, names);
  if (faults.length > 0) throw new Invalid('The parameters are not right.', faults);
}

function namesFaults(query: URLSearchParams, names: string[]): Fault[] {
  return [...new Set(query.keys())].flatMap((field): Fault[] => {
    const given = query.getAll(field);
    const message = names.length > 0 ? `is unknown; known are ${names.join(', ')}` : 'is unknown; there are none here';
    if (!names.includes(field)) return [{ field, value: given[0], code: 'unknown', message }];
    return given.length > 1 ? [{ field, value: given, code: 'duplicate', message: 'must be given once' }] : [];
  });
}
