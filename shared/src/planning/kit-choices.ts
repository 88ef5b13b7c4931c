import type { KitGroup } from './kit-groups.ts';

/** How many kits of each group stand together. */
export interface KitChoice {
  /** Per kit group. */
  kits: number[];
  kitCount: number;
  recordingsPerHour: number;
  /** Per group: the choice with one kit of it less; −1 where it has none, or nothing would be left. */
  without: number[];
  /** The choices with one kit exchanged for one of another group. */
  exchanged: number[];
}

/** Every way to choose 1…most kits out of groups of these sizes. */
export function kitCounts(sizes: readonly number[], most: number): number[][] {
  let choices: number[][] = [[]];
  for (const size of sizes) {
    choices = choices.flatMap((choice) => {
      const left = most - choice.reduce((sum, kits) => sum + kits, 0);
      return Array.from({ length: Math.min(size, left) + 1 }, (_, kits) => [...choice, kits]);
    });
  }
  return choices.filter((choice) => choice.some((kits) => kits > 0));
}

/** Every choice of 1…most kits, and which differ by one kit. */
export function kitChoices(groups: readonly KitGroup[], most: number): KitChoice[] {
  const sizes = groups.map((group) => group.kits.length);
  const counts = kitCounts(sizes, most);
  const indexOf = new Map(counts.map((kits, at) => [kits.join(), at]));
  const changed = (kits: readonly number[], group: number, by: number) =>
    kits.map((count, at) => (at === group ? count + by : count));
  return counts.map((kits) => {
    const has = (group: number) => (kits[group] ?? 0) > 0;
    return {
      kits,
      kitCount: kits.reduce((sum, count) => sum + count, 0),
      recordingsPerHour: kits.reduce((sum, count, group) => sum + count * (groups[group]?.recordingsPerHour ?? 0), 0),
      without: sizes.map((_, group) => (has(group) ? (indexOf.get(changed(kits, group, -1).join()) ?? -1) : -1)),
      exchanged: sizes.flatMap((_, from) =>
        sizes.flatMap((_, to) => {
          if (from === to || !has(from)) return [];
          return indexOf.get(changed(changed(kits, from, -1), to, 1).join()) ?? [];
        }),
      ),
    };
  });
}

const known = new WeakMap<readonly KitGroup[], Map<number, KitChoice[]>>();

/** As `kitChoices`, made once for the same array of groups: all pools share them. */
export function sharedKitChoices(groups: readonly KitGroup[], most: number): KitChoice[] {
  const ofGroups = known.get(groups) ?? new Map<number, KitChoice[]>();
  known.set(groups, ofGroups);
  const choices = ofGroups.get(most) ?? kitChoices(groups, most);
  ofGroups.set(most, choices);
  return choices;
}
