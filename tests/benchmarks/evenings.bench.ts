import {
  arrivalProfiles,
  EVENING_PACE_SPREAD,
  NO_SHOWS,
  SERVICE_SPREAD,
  WALK_IN_SHARE,
} from '@jemput/shared/queue/assumptions';
import { likelyPeople } from '@jemput/shared/queue/likely-people';
import { numbersToIssue, withCallsInVain } from '@jemput/shared/queue/numbers-to-issue';
import {
  DOORS_MINUTES,
  OPEN_MINUTES,
  PLANNED_MINUTES,
  type Played,
  playEvening,
  type Told,
} from './evenings/play-evening.ts';
import { type Scenario, scenarios } from './evenings/scenarios.ts';
import { markdownTable } from './planning/markdown-table.ts';
import type { Benchmark } from './run.ts';

const moments: readonly Told['when'][] = ['taken', 'two hours before', 'half an hour before', 'on arrival'];
/** A message is too early where its reader, leaving at once, still waits so long. */
const EARLY_MINUTES = 45;

const percent = (found: number, of: number) => (of === 0 ? '—' : `${Math.round((100 * found) / of)} %`);

/** Numbers as an office plans them, which knows nothing of the scenario but its desks. */
function planned({ desks }: Scenario): { numbers: number; walkInsExpected: number } {
  const mean = (1.2 * (desks * OPEN_MINUTES)) / PLANNED_MINUTES;
  const { numbers } = numbersToIssue({
    evening: {
      desks,
      service: {
        meanMinutes: withCallsInVain(PLANNED_MINUTES, NO_SHOWS.meanShare),
        spread: SERVICE_SPREAD,
        eveningSpread: EVENING_PACE_SPREAD,
      },
      openMinutes: OPEN_MINUTES,
      doorsCloseMinutes: DOORS_MINUTES,
      arrivals: arrivalProfiles.early,
    },
    people: likelyPeople(mean, 0.1),
    walkInShare: WALK_IN_SHARE,
    noShows: NO_SHOWS,
    most: 999,
  });
  return { numbers, walkInsExpected: mean * WALK_IN_SHARE };
}

function row(name: string, numbers: string, played: readonly Played[]): string[] {
  const told = played.flatMap((each) => each.told);
  const covered = moments.map((moment) => {
    const then = told.filter(({ when }) => when === moment);
    return percent(then.filter(({ from, to, called }) => from <= called && called <= to).length, then.length);
  });
  const wide = moments.map((moment) => {
    const then = told.filter(({ when }) => when === moment);
    return String(Math.round(then.reduce((sum, { from, to }) => sum + to - from, 0) / Math.max(1, then.length)));
  });
  const near = played.flatMap((each) => each.near);
  const last = played.flatMap((each) => each.last);
  const next = last.filter(({ nextToo }) => nextToo !== null);
  const mean = (of: (each: Played) => number) =>
    (played.reduce((sum, each) => sum + of(each), 0) / played.length).toFixed(1);
  return [
    name,
    numbers,
    covered.join(' · '),
    wide.join(' · '),
    percent(played.filter(({ leftWithout }) => leftWithout === 0).length, played.length),
    mean(({ leftWithout }) => leftWithout),
    mean(({ turnedAway }) => turnedAway),
    mean(({ served }) => served),
    percent(last.filter(({ right }) => right).length, last.length),
    percent(next.filter(({ nextToo }) => nextToo === false).length, next.length),
    percent(near.filter(({ there, called }) => called - there > EARLY_MINUTES).length, near.length),
    percent(near.filter(({ there, called }) => there > called).length, near.length),
  ];
}

const HEAD = [
  'evenings',
  'numbers',
  'calls in the range told: when taken · two hours · half an hour before · on arrival',
  'minutes wide',
  'evenings with nobody unserved',
  'left without, mean',
  'told that it is full, mean',
  'served, mean',
  'last servable was served',
  'the one after was not',
  'near: more than 45 min too early',
  'near: called before there',
];

const HOW = `Asked: 80 % of calls in the range told (P10–P90, in whole five minutes), 90 % of evenings with everybody served by closing. The line is called by the product's own order, estimates and
numbers are its own; recordings are lognormal where the estimator thinks of gamma, and the staff's pace differs by 12 % from evening to evening. Who just comes after it is said to be full is
not let in.`;

export function measureEvenings({ quick, only }: { quick: boolean; only: readonly string[] }): string {
  const evenings = quick ? 3 : 10;
  const all: Played[] = [];
  const rows = scenarios
    .filter(({ name }) => only.length === 0 || only.some((part) => name.includes(part)))
    .map((scenario) => {
      const { numbers, walkInsExpected } = planned(scenario);
      const played = Array.from({ length: evenings }, (_, at) =>
        playEvening(scenario, numbers, walkInsExpected, at + 1),
      );
      all.push(...played);
      return row(scenario.name, String(numbers), played);
    });
  return [HOW, '', markdownTable(HEAD, [...rows, row('all together', '', all)])].join('\n');
}

export const evenings: Benchmark = {
  title: 'Simulated evenings',
  measure: async (options) => measureEvenings(options),
};
