import { type EveningsAsked, type EveningsSummary, summariseEvenings } from './summarise-evenings.ts';

/** A part of the evening, up to its end or from its beginning, in which people wait clearly less. */
export interface QuieterHour {
  when: 'before' | 'after';
  /** From when the doors open; a whole number of `stepMinutes`. */
  minutes: number;
}

/** A difference that people feel: at least a quarter of an hour off the wait of nine in ten, and half of it. */
const LESS_MINUTES = 15;
const LESS_SHARE = 0.5;

/** Nobody is asked to come at an hour in which more than one in fifty is left without. */
const SERVED_SHARE = 0.98;

/**
 * The longest part of the evening in which nine people in ten wait at least 15 minutes less, and less than half as long, as in the
 * rest, and in which at least 98 % are served by closing; undefined where hours do not really differ. As true as the arrivals'
 * profile is.
 */
export function quieterHour(
  asked: EveningsAsked,
  { evenings = 400, seed = 3, stepMinutes = 60 } = {},
): QuieterHour | undefined {
  const { parts } = summariseEvenings(asked, { evenings, seed, partMinutes: stepMinutes });
  const ways = parts.slice(1).flatMap(({ fromMinutes }, at): (QuieterHour & { people: number })[] => {
    const [before, after] = [parts.slice(0, at + 1), parts.slice(at + 1)];
    const found: (QuieterHour & { people: number })[] = [];
    if (isQuieter(after, before)) found.push({ when: 'after', minutes: fromMinutes, people: peopleIn(after) });
    if (isQuieter(before, after)) found.push({ when: 'before', minutes: fromMinutes, people: peopleIn(before) });
    return found;
  });
  const [best] = ways.sort((a, b) => b.people - a.people);
  return best && { when: best.when, minutes: best.minutes };
}

type Part = EveningsSummary['parts'][number];

/** True where the worst of one side is clearly better than the other side's usual. */
function isQuieter(side: readonly Part[], rest: readonly Part[]): boolean {
  const met = side.filter(({ people }) => people > 0);
  const worst = Math.max(...met.map(({ wait }) => wait.p90Minutes));
  const usual = weightedWait(rest);
  const served = met.every(({ servedShare }) => servedShare >= SERVED_SHARE);
  return met.length > 0 && served && usual - worst >= LESS_MINUTES && worst <= usual * LESS_SHARE;
}

function peopleIn(parts: readonly Part[]): number {
  return parts.reduce((sum, { people }) => sum + people, 0);
}

function weightedWait(parts: readonly Part[]): number {
  const people = peopleIn(parts);
  return people === 0 ? 0 : parts.reduce((sum, { people: came, wait }) => sum + came * wait.p90Minutes, 0) / people;
}
