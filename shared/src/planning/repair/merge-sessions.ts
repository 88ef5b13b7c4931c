import { roadKm, type Stint } from '../problem.ts';
import { brokenKits, lostDates, type Repair, type RepairWay, type Scene, withKits } from './scene.ts';

/** Road kilometres that residents can be sent on the same evening. */
const NEAR_KM = 5;
const MOST = 3;

/**
 * The first lost evening's residents go to a session near by in the same slot; kits that are left go with them where they
 * fit. What comes after that evening is mended for itself, however long the trouble lasts.
 */
export const mergeSessions: RepairWay = (scene) => {
  const { problem, broken, plan } = scene;
  const [evening] = lostDates(problem, broken);
  const from = problem.venuePositions[broken.venue];
  if (evening === undefined || !from) return [];
  const near = plan.stints.flatMap((stint, at) => {
    const to = problem.venuePositions[stint.venue];
    const isThen = stint.slot === broken.slot && stint.start <= evening && evening < stint.start + stint.days;
    const km = to && isThen && !isSamePool(scene, at) ? roadKm(problem, from, to) : Number.POSITIVE_INFINITY;
    return km <= NEAR_KM ? [{ at, km }] : [];
  });
  near.sort((a, b) => a.km - b.km || a.at - b.at);
  return near.slice(0, MOST).map(({ at }) => mergedInto(scene, at, evening));
};

function isSamePool({ problem, broken, plan }: Scene, at: number): boolean {
  return problem.venuePool[plan.stints[at]?.venue ?? -1] === problem.venuePool[broken.venue];
}

function mergedInto(scene: Scene, at: number, evening: number): Repair {
  const { problem, broken, plan, pinned, calendar } = scene;
  const host = plan.stints[at];
  const out = brokenKits(problem, broken);
  const others: Repair['others'] = new Map();
  if (host && broken.days === 1 && !pinned[at]) {
    const room = (problem.maxKits[host.venue] ?? 0) - host.kits.length;
    const left = broken.kits.filter((kit) => !out.includes(kit) && calendar.isFree(kit, host));
    const joining = left.slice(0, Math.max(0, room));
    if (joining.length > 0) others.set(at, withKits(host, [], joining));
  }
  const { earlier, later } = around(broken, evening);
  const stint = earlier && earlier.days >= problem.rules.minDays ? earlier : undefined;
  return { kind: 'merge', stint, others, mergedInto: at, ...(later ? { rest: later } : {}) };
}

/** A stint's dates before one of them, and after it. */
export function around(stint: Stint, date: number): { earlier: Stint | undefined; later: Stint | undefined } {
  const before = date - stint.start;
  const after = stint.days - before - 1;
  return {
    earlier: before > 0 ? { ...stint, days: before } : undefined,
    later: after > 0 ? { ...stint, start: date + 1, days: after } : undefined,
  };
}
