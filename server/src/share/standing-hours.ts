import { addDays, dateRange, isoWeekday, type LocalDate } from '@jemput/shared/calendar/local-date';
import type { Session } from '@jemput/shared/sessions/session';

/** Hours that hold week after week: these weekdays, less some dates. */
export interface StandingHours {
  /** 1 = Monday. */
  weekdays: number[];
  /** `HH:mm` */
  start: string;
  end: string;
  /** Dates on which it is closed all the same. */
  except: LocalDate[];
  sessions: Session[];
}

/** So many sessions of the same hours, and at most a third as many days without, make a rule. */
const LEAST = 5;
const MOST_EXCEPT = 1 / 3;

/** Rules among the sessions of one venue, by their hours and what is done, each for all days from the first session to the last. */
export function standingHours(sessions: readonly Session[]): StandingHours[] {
  const groups = Map.groupBy(sessions, (session) => hoursKey(session));
  return withSameDays([...groups.values()].flatMap((group) => ruleOf(group) ?? []));
}

function hoursKey({ startsAt, endsAt, service }: Session): string {
  return `${startsAt.slice(11, 16)}|${endsAt.slice(11, 16)}|${service}`;
}

function ruleOf(group: readonly Session[]): StandingHours | null {
  const held = group.filter(({ status }) => status !== 'cancelled');
  const dates = new Set(held.map(({ date }) => date));
  const all = group.map(({ date }) => date).sort();
  const [from, to, first] = [all[0], all.at(-1), held[0]];
  if (!from || !to || !first || dates.size < LEAST || addDays(from, 7) > to) return null;
  const weekdays = [...new Set([...dates].map(isoWeekday))].sort();
  const except = dateRange(from, to).filter((date) => weekdays.includes(isoWeekday(date)) && !dates.has(date));
  if (except.length > dates.size * MOST_EXCEPT) return null;
  return {
    ...{ weekdays, except },
    start: first.startsAt.slice(11, 16),
    end: first.endsAt.slice(11, 16),
    sessions: [...group],
  };
}

/** What is done on the same days in the same hours is one rule. */
function withSameDays(rules: readonly StandingHours[]): StandingHours[] {
  const key = ({ weekdays, start, end, except }: StandingHours) => JSON.stringify([weekdays, start, end, except]);
  return [...Map.groupBy(rules, key).values()].flatMap(([first, ...more]) =>
    first ? [{ ...first, sessions: [first, ...more].flatMap(({ sessions }) => sessions) }] : [],
  );
}
