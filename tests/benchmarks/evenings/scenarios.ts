import { drawNormal } from '@jemput/shared/queue/draws';
import type { Random } from '@jemput/shared/random/seeded-random';

/** How one evening really is; who plans it and who estimates it knows none of it. */
export interface Scenario {
  name: string;
  desks: number;
  /** The staff's minutes a person / the planned ones, on average over its evenings. */
  paceFactor: number;
  /** Share of the holders' households that do not come. */
  noShowShare: number;
  /** By how many minutes a holder comes after its time. */
  latenessMinutes(random: Random, evening: Random): number;
  /** Share of tickets that are for families of 2 to 5. */
  familyShare: number;
  /** People who just come / those expected to. */
  walkInFactor: number;
  /** All of those come in this part of the time of letting in, 0 … 1. */
  walkInsWithin: readonly [number, number];
  /** Whether people are noted when they come, or only when they are called. */
  noted: boolean;
  /** One desk stops at such a share of the evening, for so many minutes. */
  breaksAt: ((random: Random) => number) | null;
  brokenMinutes: number;
}

const usual: Scenario = {
  name: 'as assumed: 25 % stay away, a quarter of an hour either way',
  desks: 2,
  paceFactor: 1,
  noShowShare: 0.25,
  latenessMinutes: (random) => 15 * drawNormal(random),
  familyShare: 0.2,
  walkInFactor: 1,
  walkInsWithin: [0, 1],
  noted: true,
  breaksAt: null,
  brokenMinutes: 0,
};

/** In buses: all of an hour come with the same one. */
function inBursts(random: Random): number {
  return 20 * Math.round(1.5 * drawNormal(random)) + random.next() * 4;
}

export const scenarios: readonly Scenario[] = [
  usual,
  { ...usual, name: 'nobody stays away', noShowShare: 0 },
  { ...usual, name: '50 % stay away', noShowShare: 0.5 },
  { ...usual, name: 'all come half an hour early', latenessMinutes: (random) => -30 + 15 * drawNormal(random) },
  { ...usual, name: 'all come 20 minutes late', latenessMinutes: (random) => 20 + 15 * drawNormal(random) },
  { ...usual, name: 'in bursts', latenessMinutes: inBursts },
  { ...usual, name: 'all walk-ins in the first half hour', walkInsWithin: [0, 0.1] },
  { ...usual, name: 'twice the walk-ins, late', walkInFactor: 2, walkInsWithin: [0.5, 1] },
  {
    ...usual,
    name: 'one of two desks breaks down for an hour',
    breaksAt: (random) => 0.1 + 0.6 * random.next(),
    brokenMinutes: 60,
  },
  {
    ...usual,
    name: 'one of two desks breaks down for good',
    breaksAt: (random) => 0.1 + 0.7 * random.next(),
    brokenMinutes: 1000,
  },
  { ...usual, name: 'staff a quarter slower than planned', paceFactor: 1.25 },
  { ...usual, name: 'staff a quarter faster than planned', paceFactor: 0.8 },
  { ...usual, name: 'families on every second ticket', familyShare: 0.5 },
  { ...usual, name: 'nobody is noted before being called', noted: false },
  { ...usual, name: 'one desk', desks: 1 },
  { ...usual, name: 'four desks', desks: 4 },
];
