import type { KitFile, ProblemFile, StintFile } from '../problem-file.ts';
import { disrupted } from '../repair/disruption.ts';
import { otherHours } from './other-hours.ts';
import type { WhatIf } from './what-if.ts';

export interface Supposed {
  file: ProblemFile;
  /** The plan's stints in its words; they may break its rules. */
  stints: StintFile[];
}

/**
 * A copy of a problem with other inputs, and the plan as far as it can be written in it.
 *
 * @throws RangeError where a venue or slot is named that the problem does not know, or all kits are taken away
 */
export function suppose(file: ProblemFile, stints: readonly StintFile[], whatIf: WhatIf): Supposed {
  const { maxDaysPerWeek, horizonEnd, slotHours = [], closed = [], kits = 0 } = whatIf;
  const horizon = { ...file.horizon, end: horizonEnd ?? file.horizon.end };
  const rules = { ...file.rules, maxDaysPerWeek: maxDaysPerWeek ?? file.rules.maxDaysPerWeek };
  let supposed: Supposed = withKits({ file: { ...file, horizon, rules }, stints: [...stints] }, kits);
  for (const { venue, from, until } of closed) {
    const { file: shut } = disrupted(supposed.file, { kind: 'venue-closes', venue, from, until });
    supposed = { ...supposed, file: shut };
  }
  return slotHours.reduce(otherHours, supposed);
}

function withKits(supposed: Supposed, more: number): Supposed {
  if (more === 0) return supposed;
  return more > 0 ? withMoreKits(supposed, more) : withFewerKits(supposed, -more);
}

/** Copies of the kit of middle speed, without its outages. */
function withMoreKits({ file, stints }: Supposed, more: number): Supposed {
  const bySpeed = [...file.kits].sort((a, b) => a.recordingsPerHour - b.recordingsPerHour);
  const model = bySpeed[Math.floor(bySpeed.length / 2)];
  if (!model) throw new RangeError('there is no kit to have more of');
  const taken = new Set(file.kits.map(({ id }) => id));
  const added: KitFile[] = [];
  for (let number = 1; added.length < more; number++) {
    const id = `+${number}`;
    if (!taken.has(id)) added.push({ ...model, id, unavailable: [] });
  }
  return { file: { ...file, kits: [...file.kits, ...added] }, stints };
}

/** Without those that are pinned nowhere first, then the slowest, then the last. */
function withFewerKits({ file, stints }: Supposed, fewer: number): Supposed {
  if (fewer >= file.kits.length) throw new RangeError(`there are only ${file.kits.length} kits`);
  const pinned = new Set(file.pinned.flatMap(({ kits }) => kits));
  const inOrder = file.kits.map((kit, at) => ({ kit, at }));
  inOrder.sort((a, b) => {
    const byPin = Number(pinned.has(a.kit.id)) - Number(pinned.has(b.kit.id));
    return byPin || a.kit.recordingsPerHour - b.kit.recordingsPerHour || b.at - a.at;
  });
  const gone = new Set(inOrder.slice(0, fewer).map(({ kit }) => kit.id));
  const without = <T extends StintFile>(stint: T): T => ({
    ...stint,
    kits: stint.kits.filter((kit) => !gone.has(kit)),
  });
  const some = ({ kits }: StintFile) => kits.length > 0;
  return {
    file: {
      ...file,
      kits: file.kits.filter(({ id }) => !gone.has(id)),
      pinned: file.pinned.map(without).filter(some),
      published: file.published.map(without),
    },
    stints: stints.map(without).filter(some),
  };
}
