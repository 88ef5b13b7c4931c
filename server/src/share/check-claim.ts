import { minutesOfDay } from '@jemput/shared/calendar/time-of-day';
import { liesIn } from '@jemput/shared/places/area';
import type { Session, SessionChange } from '@jemput/shared/sessions/session';
import type { ListedSession, Timetable } from '../sessions/timetable-snapshot.ts';
import { alternativesTo } from '../sessions/with-alternatives.ts';
import type { FoundPlace } from './find-places.ts';
import type { FoundTime } from './find-times.ts';
import type { Claim } from './read-claims.ts';
import { type Promised, type Standing, saidOf, standingOf } from './said.ts';
import { isHalted, nearest, nextOf, soonest } from './soonest.ts';

/** What the timetable says of a claim. */
export interface ClaimAnswer {
  /**
   * `true` and `over`: as the office says, to come or past; `moved`, `cancelled`: the office said so once; `nearly`: one
   * is there and then, and the text says something else beside, or no venue (`why`); `never`: the office never said so; `incomplete`: it does not say
   * enough to be looked up.
   */
  verdict: 'true' | 'over' | 'moved' | 'cancelled' | 'nearly' | 'never' | 'incomplete';
  /** What of it is missing or does not fit. */
  why:
    | 'date'
    | 'relative'
    | 'impossible'
    | 'place'
    | 'unknown-place'
    | 'other-date'
    | 'time'
    | 'not-cancelled'
    | 'other-place'
    | 'other-city'
    | 'service'
    | 'weekday'
    | null;
  /** As the text writes it: the other place, or the other city. */
  beside: string | null;
  wrongWeekday: boolean;
  date: string | null;
  place: string | null;
  /** The lines that say so. */
  quotes: string[];
  /** The session meant, as far as one is. */
  session: Session | null;
  said: Promised | null;
  now: Promised | null;
  change: SessionChange | null;
  /** True sessions to go to instead, or to compare with; where no date is said, what comes next there, also called off. */
  others: Session[];
}

/** A session at some moment of its record that fits a claim's date and place. */
interface Candidate {
  entry: ListedSession;
  standing: Standing;
}

type Checked = Omit<ClaimAnswer, 'quotes'>;

/** Compares a claim with all that the office has ever said. @param now Unix milliseconds */
export function checkClaim(timetable: Timetable, claim: Claim, now: number): Checked {
  const { date, dateFault, place } = claim;
  const known = { wrongWeekday: dateFault === 'wrong-weekday', date, place: place?.text ?? null, beside: null };
  const nothing = { ...known, session: null, said: null, now: null, change: null };
  const others = () => soonest(timetable, now, ({ session }) => !place || place.unknown || isAt(place, session.venue));
  if (place?.unknown && date === null && dateFault === 'none') {
    return { ...nothing, verdict: 'never', why: 'unknown-place', others: others() };
  }
  if (dateFault === 'impossible') return { ...nothing, verdict: 'never', why: 'impossible', others: others() };
  if (date === null) {
    const next = place ? whatComesAt(timetable, place, now) : [];
    const why = dateFault === 'relative' ? 'relative' : 'date';
    return { ...nothing, verdict: 'incomplete', why, others: next.length > 0 ? next : others() };
  }
  const elsewhere = claim.beside.place ?? claim.beside.city;
  if (!place && elsewhere !== null) {
    const that = soonest(timetable, now, ({ session }) => session.date === date);
    return { ...nothing, place: elsewhere, verdict: 'never', why: 'unknown-place', others: that };
  }
  if (!place) {
    const that = soonest(timetable, now, ({ session }) => session.date === date);
    return { ...nothing, verdict: 'incomplete', why: 'place', others: that };
  }
  const onDate = () => soonest(timetable, now, ({ session }) => session.date === date);
  if (place.unknown) return { ...nothing, verdict: 'never', why: 'unknown-place', others: onDate() };

  const candidates = candidatesFor(timetable, date, place, now);
  const fitting = candidates.filter(({ standing }) => fits(claim.time, standing.said));
  const { services } = claim.beside;
  const best = fitting.find(({ entry }) => services.includes(entry.session.service)) ?? fitting[0];
  if (best) {
    const served = services.every((service) => fitting.some(({ entry }) => entry.session.service === service));
    return { ...known, ...told(timetable, best, { place, claim, served }, now) };
  }
  const [other] = candidates;
  if (other) {
    const { entry, standing } = other;
    const rest = { session: entry.session, said: standing.said, now: standing.now, change: standing.change };
    return { ...known, ...rest, verdict: 'never', why: 'time', others: [] };
  }
  const [service = null, ...more] = services;
  const near = () => nearest(timetable, now, { place, date, service: more.length > 0 ? null : service });
  const choices = [others, near, onDate, () => soonest(timetable, now)];
  return { ...nothing, verdict: 'never', why: 'other-date', others: firstOf(choices) };
}

/** What comes next at a place; where setting out for it would be in vain, also where to go instead. */
function whatComesAt(timetable: Timetable, place: FoundPlace, now: number): Session[] {
  const next = nextOf(timetable, now, ({ session }) => isAt(place, session.venue));
  const instead = next.flatMap((entry) =>
    entry.status === 'cancelled' || isHalted(entry.session) ? alternativesTo(timetable, entry, now) : [],
  );
  const all = [...next.map(({ session }) => session), ...instead];
  return [...new Map(all.toReversed().map((session) => [session.id, session])).values()].toReversed();
}

function firstOf(choices: readonly (() => Session[])[]): Session[] {
  for (const choice of choices) {
    const found = choice();
    if (found.length > 0) return found;
  }
  return [];
}

function told(
  timetable: Timetable,
  { entry, standing }: Candidate,
  { place, claim, served }: { place: FoundPlace; claim: Claim; served: boolean },
  now: number,
): Omit<Checked, 'wrongWeekday' | 'date' | 'place'> {
  const { said, now: today, change } = standing;
  const { saysCancelled } = claim;
  const rest = { why: null, beside: null, session: entry.session, said, now: today, change };
  const holds = standing.verdict === 'true' || standing.verdict === 'over';
  if (today.cancelled) {
    const ended = entry.session.changes.findLast(({ what }) => what === 'cancelled') ?? null;
    const others = alternativesTo(timetable, entry, now);
    const then = { ...said, cancelled: saysCancelled };
    return { ...rest, said: then, change: ended, verdict: saysCancelled ? 'true' : 'cancelled', others };
  }
  if (saysCancelled && holds) return { ...rest, verdict: 'never', why: 'not-cancelled', others: [] };
  if (holds && !place.venueIds.has(said.venue.id))
    return { ...rest, ...doubted(claim, served), verdict: 'nearly', others: [] };
  const doubt = doubted(claim, served);
  if (holds && doubt.why) return { ...rest, ...doubt, verdict: 'nearly', others: [] };
  const others = standing.verdict === 'true' && isHalted(entry.session) ? alternativesTo(timetable, entry, now) : [];
  return { ...rest, verdict: standing.verdict, others };
}

/** What the text says beside that makes it another evening than the one found. */
function doubted({ beside, dateFault }: Claim, served: boolean): Pick<ClaimAnswer, 'why' | 'beside'> {
  if (beside.city !== null) return { why: 'other-city', beside: beside.city };
  if (beside.place !== null) return { why: 'other-place', beside: beside.place };
  if (!served) return { why: 'service', beside: null };
  return { why: dateFault === 'wrong-weekday' ? 'weekday' : null, beside: null };
}

/** What holds first, then what was said once; venues of the very name before others in the area. */
function candidatesFor(timetable: Timetable, date: string, place: FoundPlace, now: number): Candidate[] {
  const found: Candidate[] = [];
  for (const entry of timetable.sessions) {
    if (entry.session.date !== date && !entry.former.some((former) => former.date === date)) continue;
    for (const said of everSaid(entry)) {
      const venue = timetable.venueById.get(said.venueId);
      if (said.date !== date || !venue || !isAt(place, venue)) continue;
      found.push({ entry, standing: standingOf(timetable, entry, said, now) });
    }
  }
  const rank = ({ standing: { verdict, said } }: Candidate) =>
    (place.venueIds.has(said.venue.id) ? 0 : 10) + ['true', 'over', 'moved', 'cancelled'].indexOf(verdict);
  return found.sort((a, b) => rank(a) - rank(b));
}

/** As it stands, and as it stood before each of its moves and other hours. */
function everSaid(entry: ListedSession) {
  const moves = entry.session.changes.filter(({ what }) => what === 'moved' || what === 'hours');
  const before = moves.map(({ seq }) => saidOf(entry, (change) => change.seq < seq));
  return [saidOf(entry, () => true), ...before];
}

/** A kelurahan's name is its hall's too: what else goes on in the kelurahan is told, but as another place. */
function isAt({ venueIds, namesArea, areaCodes }: FoundPlace, venue: Session['venue']): boolean {
  return venueIds.has(venue.id) || (namesArea && areaCodes.some((code) => liesIn(venue.area.code, code)));
}

/** An hour that lies within the session's is no contradiction: who comes then finds it open. */
function fits(time: FoundTime | null, { hours }: Promised): boolean {
  if (!time || !hours) return true;
  const [start, end] = [minutesOfDay(hours.start), minutesOfDay(hours.end)];
  if (time.starts.length === 0) return time.ends.includes(end);
  if (time.ends.length === 0 && time.begins) return time.starts.includes(start);
  if (time.ends.length === 0) return time.starts.some((minute) => minute >= start && minute < end);
  return time.starts.includes(start) && time.ends.includes(end);
}
