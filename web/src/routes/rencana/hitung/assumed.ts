import { NO_SHOWS, WALK_IN_SHARE } from '@jemput/shared/queue/assumptions';
import { type AssumedName, type EntryFault, EntryReader, entryOf } from './entry-reader.ts';

/** What is assumed of numbers and their holders: shares 0 … 0.95. */
export interface Assumed {
  noShowShare: number;
  noShowKnown: number;
  walkInShare: number;
  skip: number;
}

/** Per cent in the address. */
export function assumedOf(query: URLSearchParams): { assumed: Assumed; assumedFaults: EntryFault<AssumedName>[] } {
  const reader = new EntryReader<AssumedName>();
  const perCent = (name: 'absen' | 'tanpa', usualShare: number) => {
    const entry = entryOf(query, name);
    return (entry === undefined ? usualShare * 100 : reader.decimal(name, entry, usualShare * 100)) / 100;
  };
  const known = entryOf(query, 'yakin');
  const skip = Math.floor(Number(query.get('lewati')));
  return {
    assumed: {
      noShowShare: perCent('absen', NO_SHOWS.meanShare),
      noShowKnown: known === undefined ? NO_SHOWS.knownNumbers : reader.whole('yakin', known, NO_SHOWS.knownNumbers),
      walkInShare: perCent('tanpa', WALK_IN_SHARE),
      skip: skip >= 0 ? Math.min(10_000, skip) : 0,
    },
    assumedFaults: reader.faults,
  };
}

/** "12.5" of 0.125: as the address has it. */
export function perCentEntry(share: number): string {
  return String(Math.round(share * 10_000) / 100);
}
