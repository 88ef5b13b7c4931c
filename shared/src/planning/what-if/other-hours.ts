import { addDays, dateRange, isoWeekday } from '../../calendar/local-date.ts';
import type { PublishedStintFile, StintFile, VenueFile } from '../problem-file.ts';
import type { Supposed } from './suppose.ts';
import type { SlotHours } from './what-if.ts';

/**
 * Gives a slot other hours in a span of dates: a slot of its own, open where the old one was and at its turnout rates.
 * Stints in the span stand in the new slot, those across its edge are split; a published date is not lost by its hours.
 *
 * @throws RangeError where the slot is unknown
 */
export function otherHours({ file, stints }: Supposed, hours: SlotHours): Supposed {
  if (!file.slots.some(({ id }) => id === hours.slot)) throw new RangeError(`there is no slot ${hours.slot}`);
  const id = `${hours.slot} ${hours.start}-${hours.end}`;
  const from = hours.from > file.horizon.start ? hours.from : file.horizon.start;
  const until = hours.until < file.horizon.end ? hours.until : file.horizon.end;
  const span = { ...hours, id, dates: new Set(from <= until ? dateRange(from, until) : []) };
  const isNew = !file.slots.some((slot) => slot.id === id);
  return {
    file: {
      ...file,
      slots: isNew ? [...file.slots, { id, start: hours.start, end: hours.end }] : file.slots,
      venues: file.venues.map((venue) => venueIn(venue, span)),
      pinned: file.pinned.flatMap((stint) => partsOf(stint, span)),
      published: file.published.flatMap((stint) => publishedParts(stint, span)),
    },
    stints: stints.flatMap((stint) => partsOf(stint, span)),
  };
}

type Span = SlotHours & { id: string; dates: ReadonlySet<string> };
type Opening = VenueFile['open'][string];

function venueIn(venue: VenueFile, { slot, id, dates }: Span): VenueFile {
  const opening = venue.open[slot];
  const rate = venue.rate[slot];
  if (!opening || !rate) return venue;
  const open = [...dates].filter((date) => isOpenOn(opening, date));
  const before = venue.open[id] ?? { weekdays: [], except: [], also: [] };
  const shut = { ...opening, except: [...opening.except, ...open], also: opening.also.filter((on) => !dates.has(on)) };
  const rateOn = venue.rateOn[slot];
  return {
    ...venue,
    open: { ...venue.open, [slot]: shut, [id]: { ...before, also: [...before.also, ...open] } },
    rate: { ...venue.rate, [id]: rate },
    rateOn: rateOn ? { ...venue.rateOn, [id]: rateOn } : venue.rateOn,
  };
}

function isOpenOn({ weekdays, except, also }: Opening, date: string): boolean {
  return also.includes(date) || (weekdays.includes(isoWeekday(date)) && !except.includes(date));
}

/** Runs of the stint's days, as [first, length], before, in and after the span. */
function runsOf(stint: StintFile, { slot, dates }: Span): { first: number; days: number; isIn: boolean }[] {
  const runs: { first: number; days: number; isIn: boolean }[] = [];
  for (let day = 0; day < stint.days; day++) {
    const isIn = stint.slot === slot && dates.has(addDays(stint.start, day));
    const last = runs.at(-1);
    if (last?.isIn === isIn) last.days += 1;
    else runs.push({ first: day, days: 1, isIn });
  }
  return runs;
}

function partsOf(stint: StintFile, span: Span): StintFile[] {
  if (stint.slot !== span.slot) return [stint];
  return runsOf(stint, span).map(({ first, days, isIn }) => {
    return { ...stint, slot: isIn ? span.id : stint.slot, start: addDays(stint.start, first), days };
  });
}

function publishedParts(stint: PublishedStintFile, span: Span): PublishedStintFile[] {
  const { holders } = stint;
  if (!holders) return partsOf(stint, span);
  const runs = runsOf(stint, span);
  return partsOf(stint, span).map((part, at) => {
    const { first = 0, days = stint.days } = runs[at] ?? {};
    return { ...part, holders: holders.slice(first, first + days) };
  });
}
