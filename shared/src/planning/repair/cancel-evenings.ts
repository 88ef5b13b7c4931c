import type { Stint } from '../problem.ts';
import { lostDates, offsets, type RepairWay, type Scene } from './scene.ts';

/** The longest run of the stint's dates that can be held as planned; undefined where none is long enough. */
export function heldPart({ problem, broken }: Pick<Scene, 'problem' | 'broken'>): Stint | undefined {
  const lost = new Set(lostDates(problem, broken));
  let longest: Stint | undefined;
  let start = broken.start;
  for (const date of [...offsets(broken.start, broken.days), broken.start + broken.days]) {
    const isHeld = date < broken.start + broken.days && !lost.has(date);
    if (isHeld) continue;
    const days = date - start;
    if (days >= problem.rules.minDays && days > (longest?.days ?? 0)) longest = { ...broken, start, days };
    start = date + 1;
  }
  return longest;
}

/** Gives up the evenings that cannot be held, or the whole stint. */
export const cancelEvenings: RepairWay = (scene) => {
  const held = heldPart(scene);
  const whole = { kind: 'cancel' as const, stint: undefined, others: new Map() };
  return held ? [{ ...whole, stint: held }, whole] : [whole];
};
