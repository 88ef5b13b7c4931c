import { isOpen, type Problem, type Stint } from '../problem.ts';
import { offsets, type Repair, type RepairWay, type Scene } from './scene.ts';

/** Another date, slot or venue of the pool, with as many kits as are free there, its own first. */
export const moveStint: RepairWay = (scene) => {
  const { problem, broken, plan } = scene;
  const pool = problem.venuePool[broken.venue] ?? 0;
  const others = plan.stints.filter((stint) => problem.venuePool[stint.venue] === pool);
  const repairs: Repair[] = [];
  for (const venue of problem.poolVenues[pool] ?? []) {
    for (const slot of problem.slotIds.keys()) {
      for (let start = 0; start + broken.days <= problem.dates.length; start++) {
        const place = { venue, slot, start, days: broken.days };
        if (!isPossible(problem, place, others)) continue;
        const kits = kitsFor(scene, place);
        if (kits.length > 0) repairs.push({ kind: 'move', stint: { ...place, kits }, others: new Map() });
      }
    }
  }
  return repairs.filter(({ stint }) => stint && isElsewhere(stint, broken));
};

function isElsewhere(stint: Stint, broken: Stint): boolean {
  return stint.venue !== broken.venue || stint.slot !== broken.slot || stint.start !== broken.start;
}

function isPossible(problem: Problem, { venue, slot, start, days }: Omit<Stint, 'kits'>, others: Stint[]): boolean {
  const gap = problem.rules.revisitGapDays;
  const isNear = (other: Stint) => start < other.start + other.days + gap && other.start < start + days + gap;
  return !others.some(isNear) && offsets(start, days).every((date) => isOpen(problem, venue, slot, date));
}

function kitsFor({ problem, broken, calendar }: Scene, place: Omit<Stint, 'kits'>): number[] {
  const most = Math.min(problem.maxKits[place.venue] ?? 0, broken.kits.length);
  const free = calendar.freeKits(place);
  const own = free.filter((kit) => broken.kits.includes(kit));
  const others = free.filter((kit) => !broken.kits.includes(kit));
  return [...own, ...others].slice(0, most).sort((a, b) => a - b);
}
