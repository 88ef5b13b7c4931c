import { contributions, objectiveOf } from '../objective.ts';
import type { Plan } from '../plan.ts';
import type { Problem } from '../problem.ts';
import { type PeopleAffected, peopleAffected } from '../repair/people-affected.ts';
import { sessionDates } from '../rules/rule.ts';
import { giniOf, medianOf } from './spread.ts';

/** What plans are compared by. */
export interface PlanFigures {
  objective: number;
  /** Expected people recorded. */
  recordings: number;
  setups: number;
  km: number;
  sessions: number;
  pools: number;
  /** Pools with a session at least. */
  poolsServed: number;
  /** Sessions of a pool: the fewest, and the middle one. */
  leastSessions: number;
  medianSessions: number;
  /** Gini coefficient, 0 (all alike) … 1, of the share of each pool's people that is recorded. */
  shareGini: number;
  /** ISO weeks in which a kit stands anywhere, counted by kit, and those of them with as many dates as it may serve. */
  kitWeeks: number;
  kitWeeksAtLimit: number;
  /** Of published sessions that are not held at their venue, slot and date. */
  people: PeopleAffected;
}

/** @param promised a problem with the published stints, to tell who is disturbed */
export function planFigures(promised: Problem, problem: Problem, plan: Plan): PlanFigures {
  const { objective, recordings, setups, km } = objectiveOf(problem, plan);
  const sessions = sessionsByPool(problem, plan);
  const { kitWeeks, kitWeeksAtLimit } = kitWeeksOf(problem, plan);
  return {
    objective,
    recordings,
    setups,
    km,
    sessions: sessions.reduce((sum, of) => sum + of, 0),
    pools: sessions.length,
    poolsServed: sessions.filter((of) => of > 0).length,
    leastSessions: sessions.length > 0 ? Math.min(...sessions) : 0,
    medianSessions: medianOf(sessions),
    shareGini: giniOf(sharesRecorded(problem, plan)),
    kitWeeks,
    kitWeeksAtLimit,
    people: peopleAffected({ problem: promised, plan: { stints: promised.published } }, plan),
  };
}

function sessionsByPool(problem: Problem, plan: Plan): number[] {
  const sessions = problem.poolIds.map(() => 0);
  for (const { venue, days } of plan.stints) {
    const pool = problem.venuePool[venue] ?? 0;
    sessions[pool] = (sessions[pool] ?? 0) + days;
  }
  return sessions;
}

function sharesRecorded(problem: Problem, plan: Plan): number[] {
  const { remainingAfter } = contributions(problem, plan);
  return [...problem.remaining].flatMap((people, pool) => {
    return people > 0 ? [1 - (remainingAfter[pool] ?? people) / people] : [];
  });
}

function kitWeeksOf(problem: Problem, plan: Plan): Pick<PlanFigures, 'kitWeeks' | 'kitWeeksAtLimit'> {
  const dates = new Int32Array(problem.kitIds.length * problem.weeks.length);
  for (const stint of plan.stints) {
    for (const kit of stint.kits) {
      for (const date of sessionDates(problem, stint)) {
        const week = kit * problem.weeks.length + (problem.weekOfDate[date] ?? 0);
        dates[week] = (dates[week] ?? 0) + 1;
      }
    }
  }
  const used = dates.filter((count) => count > 0);
  const kitWeeksAtLimit = used.filter((count) => count >= problem.rules.maxDaysPerWeek).length;
  return { kitWeeks: used.length, kitWeeksAtLimit };
}
