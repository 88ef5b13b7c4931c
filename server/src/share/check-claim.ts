import { minutesOfDay } from '@jemput/shared/calendar/time-of-day';
import { liesIn } from '@jemput/shared/places/area';
import type { Session, SessionChange } from '@jemput/shared/sessions/session';
import type { ListedSession, Timetable } from '../sessions/timetable-snapshot.ts';
import { alternativesTo } from '../sessions/with-alternatives.ts';
import type { FoundPlace } from './find-places.ts';
import type { FoundTime } from './find-times.ts';
import type { Claim } from './read-claims.ts';
import { type Promised, type Standing, saidOf, standingOf } from './said.ts';
import { soonest } from './soonest.ts';

/** What the timetable says of a claim. */
export interface ClaimAnswer {
  /**
   * `true` and `over`: as the office says, to come or past; `moved`, `cancelled`: the office said so once; `nearly`: in
   * that area, but the claim does not name the venue; `never`: the office never said so; `incomplete`: it does not say
   * enough to be looked up.
   */
  verdict: 'true' | 'over' | 'moved' | 'cancelled' | 'nearly' | 'never' | 'incomplete';
  /** What of it is missing or does not fit. */
  why: 'date' | 'relative' | 'impossible' | 'place' | 'unknown-place' | 'other-date' | 'time' | 'not-cancelled' | null;
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
  /** True sessions to go to instead, or to compare with. */
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
  const known = { wrongWeekday: dateFault === 'wrong-weekday', date, place: place?.text ?? null };
  const nothing = { ...known, session: null, said: null, now: null, change: null };
  const others = () => soonest(timetable, now, ({ session }) => !place || place.unknown || isAt(place, session.venue));
  if (dateFault === 'impossible') return { ...nothing, verdict: 'never', why: 'impossible', others: others() };
  if (date === null) {
    return { ...nothing, verdict: 'incomplete', why: dateFault === 'relative' ? 'relative' : 'date', others: others() };
  }
  if (!place) {
    const that = soonest(timetable, now, ({ session }) => session.date === date);
    return { ...nothing, verdict: 'incomplete', why: 'place', others: that };
  }
  const onDate = () => soonest(timetable, now, ({ session }) => session.date === date);
  if (place.unknown) return { ...nothing, verdict: 'never', why: 'unknown-place', others: onDate() };

  const candidates = candidatesFor(timetable, date, place, now);
  const [best] = candidates.filter(({ standing }) => fits(claim.time, standing.said));
  if (best) return { ...known, ...told(timetable, best, { place, saysCancelled: claim.saysCancelled }, now) };
  const [other] = candidates;
  if (other) {
    const { entry, standing } = other;
    const rest = { session: entry.session, said: standing.said, now: standing.now, change: standing.change };
    return { ...known, ...rest, verdict: 'never', why: 'time', others: [] };
  }
  const there = others();
  return {
    ...nothing,
    verdict: 'never',
    why: 'other-date',
    others: [there, onDate(), soonest(timetable, now)].find(({ length }) => length > 0) ?? [],
  };
}

function told(
  timetable: Timetable,
  { entry, standing }: Candidate,
  { place, saysCancelled }: { place: FoundPlace; saysCancelled: boolean },
  now: number,
): Omit<Checked, 'wrongWeekday' | 'date' | 'place'> {
  const { said, now: today, change } = standing;
  const rest = { why: null, session: entry.session, said, now: today, change };
  const holds = standing.verdict === 'true' || standing.verdict === 'over';
  if (today.cancelled) {
    const ended = entry.session.changes.findLast(({ what }) => what === 'cancelled') ?? null;
    const others = alternativesTo(timetable, entry, now);
    return { ...rest, change: ended, verdict: saysCancelled ? 'true' : 'cancelled', others };
  }
  if (saysCancelled && holds) return { ...rest, verdict: 'never', why: 'not-cancelled', others: [] };
  if (holds && !place.venueIds.has(said.venue.id)) {
    return { ...rest, verdict: 'nearly', others: [] };
  }
  return { ...rest, verdict: standing.verdict, others: [] };
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

/** As it stands, and as it stood before each of its moves. */
function everSaid(entry: ListedSession) {
  const moves = entry.session.changes.filter(({ what }) => what === 'moved');
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
  if (time.ends.length === 0 && time.begins) return time.starts.includes(start);
  if (time.ends.length === 0) return time.starts.some((minute) => minute >= start && minute < end);
  return time.starts.includes(start) && time.ends.includes(end);
}
