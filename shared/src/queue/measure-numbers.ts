import { seededRandom } from '../random/seeded-random.ts';
import { drawBinomial, oneOf, streamSeed } from './draws.ts';
import { likelyNoShowShares } from './no-shows.ts';
import type { NumbersAsked } from './numbers-to-issue.ts';
import { simulateEvening } from './simulate-evening.ts';
import { type WaitRange, WaitTally, waitedMinutes } from './wait-tally.ts';

export interface MeasuredNumbers {
  /** Share of evenings in which everyone who came was finished by closing. */
  servedShare: number;
  /** People left without at closing in an evening, on average. */
  leftWithoutMean: number;
  /** Who comes in an evening on average, and how long they wait. */
  holders: { comeMean: number; wait: WaitRange };
  walkIns: { comeMean: number; wait: WaitRange };
}

/**
 * What evenings with so many numbers are like, all of them taken: on evenings that the count of numbers was not made from, with
 * each number asking for its own minute and holders called before those who came after it.
 */
export function measureNumbers(
  asked: NumbersAsked,
  numbers: number,
  { evenings = 400, seed = 2 } = {},
): MeasuredNumbers {
  const { evening, people, walkInShare } = asked;
  const { openMinutes, doorsCloseMinutes } = evening;
  const noShowShares = likelyNoShowShares(asked.noShows);
  const numberMinutes = Array.from({ length: numbers }, (_, at) => ((at + 0.5) / numbers) * doorsCloseMinutes);
  const tallies = { holder: new WaitTally(openMinutes), walkIn: new WaitTally(openMinutes) };
  let well = 0;
  let leftWithout = 0;
  for (let at = 0; at < evenings; at++) {
    const random = seededRandom(streamSeed(seed, at, 3));
    const noShowShare = oneOf(noShowShares, random);
    const walkIns = drawBinomial(oneOf(people, random), walkInShare, random);
    const outcome = simulateEvening(evening, { walkIns, numberMinutes, noShowShare }, random);
    if (outcome.leftWithout === 0) well += 1;
    leftWithout += outcome.leftWithout;
    for (const guest of outcome.guests)
      tallies[guest.holder ? 'holder' : 'walkIn'].add(waitedMinutes(guest, openMinutes));
  }
  const told = ({ people: came, range }: WaitTally) => ({ comeMean: came / evenings, wait: range });
  return {
    servedShare: well / evenings,
    leftWithoutMean: leftWithout / evenings,
    holders: told(tallies.holder),
    walkIns: told(tallies.walkIn),
  };
}
