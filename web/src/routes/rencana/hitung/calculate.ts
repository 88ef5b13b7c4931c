import { arrivalProfiles, DEMAND_DISPERSION, SERVICE_SPREAD } from '@jemput/shared/queue/assumptions';
import { desksOf, type Evening } from '@jemput/shared/queue/evening';
import { likelyPeople, likelyPeopleOfRange } from '@jemput/shared/queue/likely-people';
import { type EveningsSummary, summariseEvenings } from '@jemput/shared/queue/summarise-evenings';
import type { Asked } from './asked.ts';

export interface Calculated {
  openMinutes: number;
  desks: number;
  evenings: number;
  summary: EveningsSummary;
  /** The same with one thing changed; those that cannot be are left out. */
  otherwise: { change: 'faster' | 'slower' | 'moreKits' | 'fewerKits'; by: number; summary: EveningsSummary }[];
}

const MINUTES_CHANGED = 2;

/** Enough evenings for steady figures, few enough that an old laptop answers while one types. */
const PEOPLE_SIMULATED = 60_000;

export function calculate(asked: Asked): Calculated {
  const { people: mean, range } = asked;
  const people = range && mean > 0 ? likelyPeopleOfRange(mean, range) : likelyPeople(mean, DEMAND_DISPERSION);
  const evenings = Math.round(Math.min(1000, Math.max(100, PEOPLE_SIMULATED / Math.max(1, mean))));
  const summarise = (over: Partial<Asked>) =>
    summariseEvenings({ evening: eveningOf({ ...asked, ...over }), people }, { evenings });
  const { kits, operators, minutesEach } = asked;
  const faster = Math.min(MINUTES_CHANGED, minutesEach - 1);
  const otherwise: Calculated['otherwise'] = [
    ...(faster >= 0.5
      ? [{ change: 'faster' as const, by: faster, summary: summarise({ minutesEach: minutesEach - faster }) }]
      : []),
    {
      change: 'slower',
      by: MINUTES_CHANGED,
      summary: summarise({ minutesEach: minutesEach + MINUTES_CHANGED }),
    },
    // Whoever brings a kit more brings its operator.
    { change: 'moreKits', by: 1, summary: summarise({ kits: kits + 1, operators: operators + 1 }) },
    ...(kits > 1 ? [{ change: 'fewerKits' as const, by: 1, summary: summarise({ kits: kits - 1 }) }] : []),
  ];
  return {
    openMinutes: asked.openMinutes,
    desks: desksOf(kits, operators),
    evenings,
    summary: summarise({}),
    otherwise,
  };
}

function eveningOf(asked: Asked): Evening {
  const { openMinutes } = asked;
  return {
    desks: desksOf(asked.kits, asked.operators),
    service: { meanMinutes: asked.minutesEach, spread: SERVICE_SPREAD },
    openMinutes,
    doorsCloseMinutes: openMinutes - asked.lastEntryMinutes,
    arrivals: arrivalProfiles[asked.pattern],
  };
}
