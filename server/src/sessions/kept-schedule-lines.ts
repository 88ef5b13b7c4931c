import type { Area } from '@jemput/shared/places/area';
import type { PublicVenue } from '@jemput/shared/places/public-venue';
import type { Opening } from '@jemput/shared/places/venue';
import type { Session } from '@jemput/shared/sessions/session';
import { asListed } from './list-session.ts';
import { Lookup } from './lookup.ts';
import { NameSearch } from './name-search.ts';
import { emptyTimetable, withEntries } from './patch-timetable.ts';
import type { ListedSession, PoolCount, Timetable } from './timetable-snapshot.ts';

/** Of the lines below; a file of another format is not read. */
export const FORMAT = 2;

/** A session as it is kept: its venue is named, and what can be worked out is left out. */
interface KeptSession extends Omit<Session, 'venue' | 'queue' | 'alternatives'> {
  venueId: string;
  millis: [starts: number, ends: number, checked: number];
}

/** What a few hundred values at most say. */
interface KeptOffice extends Pick<Timetable, 'office' | 'slots' | 'calendarDays'> {
  comingOfAge: Timetable['progress']['comingOfAge'];
  servedOn: [string, number][];
  marketRules: [string, readonly Opening[]][];
}

/** One line of the file. Later ones of the same thing hold; all up to the last `asOf` belong together. */
export type KeptLine =
  | ['format', number]
  | ['office', KeptOffice]
  | ['area', Area]
  | ['venue', PublicVenue, active: boolean]
  | ['pool', PoolCount]
  | ['session', KeptSession]
  | ['gone', what: 'session' | 'venue' | 'pool', id: string]
  | ['asOf', epochMillis: number];

export function officeLine({ office, slots, calendarDays, marketRules, progress }: Timetable): KeptLine {
  const { comingOfAge, servedOn } = progress;
  return [
    'office',
    { office, slots, calendarDays, comingOfAge, servedOn: [...servedOn], marketRules: [...marketRules] },
  ];
}

export function sessionLine({ session, startsMillis, endsMillis, checkedMillis }: ListedSession): KeptLine {
  const { venue, queue: _, alternatives: __, ...said } = session;
  return ['session', { ...said, venueId: venue.id, millis: [startsMillis, endsMillis, checkedMillis] }];
}

/** Gathers lines and makes the timetable that they tell. */
export class KeptReader {
  private format = 0;
  private office: KeptOffice | null = null;
  private asOf: number | null = null;
  private pending: KeptLine[] = [];
  private readonly areas = new Map<string, Area>();
  private readonly venues = new Map<string, { venue: PublicVenue; active: boolean }>();
  private readonly pools = new Map<string, PoolCount>();
  private readonly sessions = new Map<string, KeptSession>();

  /** @throws SyntaxError where the line is not whole */
  take(text: string): void {
    const line = JSON.parse(text) as KeptLine;
    if (line[0] !== 'asOf') return void this.pending.push(line);
    for (const one of this.pending) this.keep(one);
    this.pending = [];
    this.asOf = line[1];
  }

  private keep(line: KeptLine): void {
    if (line[0] === 'format') this.format = line[1];
    else if (line[0] === 'office') this.office = line[1];
    else if (line[0] === 'area') this.areas.set(line[1].code, line[1]);
    else if (line[0] === 'venue') this.venues.set(line[1].id, { venue: line[1], active: line[2] });
    else if (line[0] === 'pool') this.pools.set(line[1].id, line[1]);
    else if (line[0] === 'session') this.sessions.set(line[1].id, line[1]);
    else if (line[0] === 'gone') this.mapOf(line[1]).delete(line[2]);
  }

  private mapOf(what: 'session' | 'venue' | 'pool'): Map<string, unknown> {
    return { session: this.sessions, venue: this.venues, pool: this.pools }[what];
  }

  /** Null where nothing whole was kept, or by a version that kept it otherwise. */
  async timetable(): Promise<{ timetable: Timetable; asOf: number } | null> {
    if (this.format !== FORMAT || this.asOf === null || !this.office) return null;
    const { comingOfAge, servedOn, marketRules, ...office } = this.office;
    const areas = [...this.areas.values()].sort((a, b) => compare(a.code, b.code));
    const venues = [...this.venues.values()]
      .flatMap(({ venue, active }) => (active ? [venue] : []))
      .sort((a, b) => compare(a.name, b.name) || compare(a.id, b.id));
    const empty = emptyTimetable();
    const entries = this.entries();
    const changes = entries.flatMap(({ session }) => session.changes).sort((a, b) => a.seq - b.seq);
    const timetable: Timetable = {
      ...empty,
      ...office,
      marketRules: new Map(marketRules),
      areas,
      areaByCode: new Map(areas.map((area) => [area.code, area])),
      venues,
      venueById: new Map([...this.venues].map(([id, { venue }]) => [id, venue])),
      names: new NameSearch(venues, areas),
      ...(await withEntries(empty, new Map(entries.map((entry) => [entry.id, entry])))),
      changes,
      seq: changes.at(-1)?.seq ?? 0,
      progress: {
        pools: new Lookup([...this.pools]),
        comingOfAge,
        servedOn: new Map(servedOn),
      },
    };
    return { timetable, asOf: this.asOf };
  }

  private entries(): ListedSession[] {
    return [...this.sessions.values()].flatMap(({ venueId, millis: [starts, ends, checked], ...said }) => {
      const venue = this.venues.get(venueId)?.venue;
      if (!venue) return [];
      return [asListed({ ...said, venue, queue: null, alternatives: [] }, { starts, ends, checked })];
    });
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
