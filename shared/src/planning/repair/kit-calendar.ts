import { isAvailable, type Problem, type Stint } from '../problem.ts';
import { sessionDates } from '../rules/rule.ts';

/** Who stands where in a plan, to tell which kits could stand somewhere else. */
export class KitCalendar {
  readonly problem: Problem;
  /** kit × date: 1 = in use. */
  readonly #taken: Uint8Array;
  /** kit × week: dates served. */
  readonly #weekDates: Int32Array;

  constructor(problem: Problem, stints: Iterable<Stint>) {
    this.problem = problem;
    this.#taken = new Uint8Array(problem.kitIds.length * problem.dates.length);
    this.#weekDates = new Int32Array(problem.kitIds.length * problem.weeks.length);
    for (const stint of stints) for (const kit of stint.kits) this.#take(kit, stint);
  }

  #take(kit: number, stint: Stint): void {
    const { problem } = this;
    for (const date of sessionDates(problem, stint)) {
      const cell = kit * problem.dates.length + date;
      if (this.#taken[cell]) continue;
      this.#taken[cell] = 1;
      const week = kit * problem.weeks.length + (problem.weekOfDate[date] ?? 0);
      this.#weekDates[week] = (this.#weekDates[week] ?? 0) + 1;
    }
  }

  /** Whether rules 1 and 5 let the kit stand on all dates of the stint besides what it does already. */
  isFree(kit: number, stint: Pick<Stint, 'start' | 'days'>): boolean {
    const { problem } = this;
    const more = new Map<number, number>();
    for (let date = stint.start; date < stint.start + stint.days; date++) {
      if (!isAvailable(problem, kit, date) || this.#taken[kit * problem.dates.length + date]) return false;
      const week = problem.weekOfDate[date] ?? 0;
      more.set(week, (more.get(week) ?? 0) + 1);
    }
    for (const [week, dates] of more) {
      const served = this.#weekDates[kit * problem.weeks.length + week] ?? 0;
      if (served + dates > problem.rules.maxDaysPerWeek) return false;
    }
    return true;
  }

  /** Kits free for the whole stint, fast ones first. */
  freeKits(stint: Pick<Stint, 'start' | 'days'>): number[] {
    const { recordingsPerHour } = this.problem;
    const free = [...this.problem.kitIds.keys()].filter((kit) => this.isFree(kit, stint));
    return free.sort((a, b) => (recordingsPerHour[b] ?? 0) - (recordingsPerHour[a] ?? 0) || a - b);
  }
}
