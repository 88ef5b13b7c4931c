import { addDays, daysBetween, isoWeekday } from '../calendar/local-date.ts';
import { minutesOfDay } from '../calendar/time-of-day.ts';
import type { ReadParts } from './check-problem.ts';
import { type Fault, LIMITS, type StintFile, type VenueFile } from './problem-file.ts';
import { pointerOf } from './shape-faults.ts';

type Report = (pointer: string, value: unknown, expected: string, code: string) => void;

/** Faults that no single value shows: names, orders, sizes, and pinned stints that cannot all be kept. */
export function checkMeaning(parts: ReadParts): Fault[] {
  const faults: Fault[] = [];
  const report: Report = (pointer, value, expected, code) => faults.push({ pointer, value, expected, code });
  checkDuplicates(parts, report);
  checkHorizon(parts, report);
  checkSlots(parts, report);
  checkVenues(parts, report);
  if (parts.rules && parts.rules.minDays > parts.rules.maxDays) {
    report('/rules/minDays', parts.rules.minDays, `at most maxDays, ${parts.rules.maxDays}`, 'order');
  }
  for (const list of ['pinned', 'published'] as const) checkStintNames(parts, list, report);
  checkHolders(parts, report);
  checkPinnedPlaces(parts, report);
  checkPinnedKits(parts, report);
  return faults;
}

function checkDuplicates(parts: ReadParts, report: Report): void {
  for (const list of ['slots', 'kits', 'pools', 'venues'] as const) {
    const first = new Map<string, number>();
    for (const [at, id] of parts.ids[list].entries()) {
      if (id === undefined) continue;
      const before = first.get(id);
      if (before === undefined) first.set(id, at);
      else report(`/${list}/${at}/id`, id, `an id of its own; /${list}/${before}/id is the same`, 'duplicate');
    }
  }
}

function checkHorizon({ horizon, venues, slots }: ReadParts, report: Report): void {
  if (!horizon) return;
  if (horizon.end < horizon.start) {
    report('/horizon/end', horizon.end, `${horizon.start} (horizon/start) or later`, 'order');
    return;
  }
  const dates = daysBetween(horizon.start, horizon.end) + 1;
  if (dates > LIMITS.dates)
    report('/horizon/end', horizon.end, `at most ${LIMITS.dates} dates, not ${dates}`, 'too_large');
  const cells = dates * venues.length * slots.length;
  if (cells > LIMITS.cells) {
    report('', cells, `at most ${LIMITS.cells} venues × slots × dates; plan it in parts`, 'too_large');
  }
}

function checkSlots({ slots }: ReadParts, report: Report): void {
  for (const [at, slot] of slots.entries()) {
    if (slot && minutesOfDay(slot.end) <= minutesOfDay(slot.start)) {
      report(`/slots/${at}/end`, slot.end, `later than its start, ${slot.start}`, 'order');
    }
  }
}

/** An element without an id could be anything that is named, so nothing is said of names while there is one. */
function namesOf({ ids }: ReadParts, list: keyof ReadParts['ids']): Set<string> | undefined {
  const names = new Set<string>();
  for (const id of ids[list]) {
    if (id === undefined) return undefined;
    names.add(id);
  }
  return names;
}

function checkVenues(parts: ReadParts, report: Report): void {
  const poolIds = namesOf(parts, 'pools');
  const slotIds = namesOf(parts, 'slots');
  for (const [at, pool] of parts.poolOfVenue.entries()) {
    if (pool !== undefined && poolIds && !poolIds.has(pool)) {
      report(`/venues/${at}/pool`, pool, 'the id of a pool', 'unknown');
    }
  }
  for (const [at, venue] of parts.venues.entries()) {
    if (!venue) continue;
    const pointer = `/venues/${at}`;
    if (slotIds) checkVenueSlots(venue, slotIds, pointer, report);
    for (const slot of Object.keys(venue.open)) {
      if (!venue.rate[slot])
        report(pointer + pointerOf(['rate', slot]), undefined, 'seven rates, Monday first', 'missing');
    }
  }
}

function checkVenueSlots(venue: VenueFile, slotIds: Set<string>, pointer: string, report: Report): void {
  for (const field of ['open', 'rate', 'rateOn'] as const) {
    for (const slot of Object.keys(venue[field])) {
      if (!slotIds.has(slot)) report(pointer + pointerOf([field, slot]), slot, 'the id of a slot', 'unknown');
    }
  }
  for (const [slot, rates] of Object.entries(venue.rateOn)) {
    for (const date of Object.keys(rates)) {
      const path = pointer + pointerOf(['rateOn', slot, date]);
      if (!isDate(date)) report(path, date, 'a date that exists, YYYY-MM-DD', 'invalid');
    }
  }
}

function isDate(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && addDays(text, 0) === text;
}

function checkStintNames(parts: ReadParts, list: 'pinned' | 'published', report: Report): void {
  const venueIds = namesOf(parts, 'venues');
  const slotIds = namesOf(parts, 'slots');
  const kitIds = namesOf(parts, 'kits');
  for (const [at, stint] of parts[list].entries()) {
    if (!stint) continue;
    const pointer = `/${list}/${at}`;
    if (venueIds && !venueIds.has(stint.venue)) report(`${pointer}/venue`, stint.venue, 'the id of a venue', 'unknown');
    if (slotIds && !slotIds.has(stint.slot)) report(`${pointer}/slot`, stint.slot, 'the id of a slot', 'unknown');
    for (const [kitAt, kit] of stint.kits.entries()) {
      const path = `${pointer}/kits/${kitAt}`;
      if (kitIds && !kitIds.has(kit)) report(path, kit, 'the id of a kit', 'unknown');
      if (stint.kits.indexOf(kit) < kitAt) report(path, kit, 'each kit once', 'duplicate');
    }
  }
}

function checkHolders({ published }: ReadParts, report: Report): void {
  for (const [at, stint] of published.entries()) {
    const holders = stint?.holders;
    if (!stint || !holders || holders.length === stint.days) continue;
    report(`/published/${at}/holders`, holders.length, `one number for each of its ${stint.days} dates`, 'length');
  }
}

function datesOf(stint: StintFile): string[] {
  return Array.from({ length: stint.days }, (_, day) => addDays(stint.start, day));
}

/** A pinned stint outside the horizon or where its venue is closed (rules 1 and 2). */
function checkPinnedPlaces({ pinned, horizon, venues }: ReadParts, report: Report): void {
  const byId = new Map(venues.map((venue, at) => [venue?.id, { venue, at }]));
  for (const [at, stint] of pinned.entries()) {
    if (!stint) continue;
    const dates = datesOf(stint);
    const outside = horizon && dates.find((date) => date < horizon.start || date > horizon.end);
    if (horizon && outside) {
      const expected = `dates inside /horizon, ${horizon.start} to ${horizon.end}; it has ${outside}`;
      report(`/pinned/${at}`, stint.start, expected, 'pinned_outside_horizon');
    }
    const place = byId.get(stint.venue);
    if (!place?.venue) continue;
    const opening = place.venue.open[stint.slot];
    const closed = dates.find((date) => !opening || !isOpenOn(opening, date));
    if (closed) {
      const expected = `dates on which /venues/${place.at} (${stint.venue}) is open in ${stint.slot}; it is closed on ${closed}`;
      report(`/pinned/${at}`, closed, expected, 'pinned_closed');
    }
  }
}

function isOpenOn(opening: VenueFile['open'][string], date: string): boolean {
  if (opening.also.includes(date)) return true;
  return opening.weekdays.includes(isoWeekday(date)) && !opening.except.includes(date);
}

/** Pinned stints that want a kit twice on a date, or while it is unavailable (rule 1). */
function checkPinnedKits({ pinned, kits }: ReadParts, report: Report): void {
  const outages = new Map(kits.map((kit, at) => [kit?.id, { at, dates: new Set(kit?.unavailable) }]));
  const taken = new Map<string, number>();
  for (const [at, stint] of pinned.entries()) {
    if (!stint) continue;
    const dates = datesOf(stint);
    for (const [kitAt, kit] of stint.kits.entries()) {
      const path = `/pinned/${at}/kits/${kitAt}`;
      const outage = outages.get(kit);
      const lost = outage && dates.find((date) => outage.dates.has(date));
      if (outage && lost) {
        report(
          path,
          kit,
          `a kit available on ${lost}; /kits/${outage.at}/unavailable has that date`,
          'pinned_unavailable',
        );
      }
      const clash = dates.find((date) => (taken.get(`${kit} ${date}`) ?? at) !== at);
      if (clash) {
        const other = taken.get(`${kit} ${clash}`) ?? at;
        const expected = `a kit free on ${clash}; /pinned/${other} (${pinned[other]?.venue}) holds it then`;
        report(path, kit, expected, 'pinned_conflict');
      }
      for (const date of dates) taken.set(`${kit} ${date}`, taken.get(`${kit} ${date}`) ?? at);
    }
  }
}
