import { unpackCity } from '@jemput/shared/sessions/city-copy';
import { cityCopySchema } from '../feeds/feed-schemas.ts';
import { checkJson } from './check-json.ts';
import type { FeedFault } from './feed-fault.ts';

/** The copy that phones keep: it unpacks whole, each session once. */
export function checkCity(file: string, text: string): FeedFault[] {
  const { faults, value } = checkJson(file, text, cityCopySchema);
  if (!value) return faults;
  const fault = (field: string, found: unknown, expected: string) =>
    faults.push({ file, line: 1, field, value: found, expected });
  const { ids } = value.sessions;
  if (value.codes.length !== ids.length * 7) fault('codes', value.codes.length, `${ids.length * 7} characters`);
  try {
    const seen = new Set<string>();
    for (const { id } of unpackCity(value)) {
      if (seen.has(id)) fault('sessions.ids', id, 'an id that stands once');
      seen.add(id);
    }
  } catch (error) {
    fault('sessions', undefined, `places in lists that are there: ${error instanceof Error ? error.message : error}`);
  }
  return faults;
}
