import { isAvailable } from '../problem.ts';
import { KitCalendar } from './kit-calendar.ts';
import { brokenKits, closedDates, offsets, type Repair, type RepairWay, type Scene, withKits } from './scene.ts';

/** A kit of another stint that meets this one; that stint goes on without it, or ends where it was its last. */
export const borrowKit: RepairWay = (scene) => {
  const { problem, broken, plan, pinned } = scene;
  const out = brokenKits(problem, broken);
  if (out.length !== 1 || closedDates(problem, broken).length > 0) return [];
  const dates = offsets(broken.start, broken.days);
  return plan.stints.flatMap((other, at): Repair[] => {
    const meets = other.start < broken.start + broken.days && broken.start < other.start + other.days;
    if (!meets || pinned[at]) return [];
    return other.kits
      .filter((kit) => dates.every((date) => isAvailable(problem, kit, date)) && isFreeWithout(scene, at, kit))
      .map((kit) => {
        const left = withKits(other, [kit], []);
        const others = new Map([[at, left.kits.length > 0 ? left : undefined]]);
        return { kind: 'borrow', stint: withKits(broken, out, [kit]), others };
      });
  });
};

function isFreeWithout({ problem, plan, broken }: Scene, without: number, kit: number): boolean {
  const others = plan.stints.filter((stint, at) => at !== without && stint.kits.includes(kit));
  return new KitCalendar(problem, others).isFree(kit, broken);
}
