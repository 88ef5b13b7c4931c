import { type Random, seededRandom } from '../../random/seeded-random.ts';
import { fixedWorth } from '../bounds/certificate.ts';
import { Relaxation } from '../bounds/relaxation.ts';
import { greedy } from '../greedy.ts';
import { objectiveOf } from '../objective.ts';
import { matchPinned, type Plan } from '../plan.ts';
import { type PoolModel, poolModel, publishedDates } from '../pool-model.ts';
import { PoolProgram } from '../pool-program.ts';
import type { Problem } from '../problem.ts';
import { checkRules } from '../rules/rules.ts';
import { alikeKits } from './alike-kits.ts';
import { KitRounds } from './kit-rounds.ts';
import { KitSwaps } from './kit-swaps.ts';
import { Neighbours } from './neighbours.ts';
import { PoolPlanner } from './pool-planner.ts';
import { PoolRounds } from './pool-rounds.ts';
import { RoadDistances } from './road-distances.ts';
import { planOf, Schedule, type Visit } from './schedule.ts';
import { Turnout } from './turnout.ts';

/** Grid steps of people remaining, and passes over all pools that price a kit-date well enough to plan by. */
const CELLS = 32;
const PASSES = 12;
/** Thrift falls from most to least over so many steps, each of so many rounds a pool. */
const THRIFT = { most: 0.9, least: 0.4, steps: 12, roundsPerPool: 0.5 };
/** Recordings that a round of kits may lose and be kept, about one time in three: falls over the steps of a phase. */
/** Steps between two goes at exchanges, and how many times its cost a kilometre is dreaded in a first plan. */
const SWAP_EVERY = 5;
const FIRST_DREAD = 10;
const KITS = { most: 2, least: 0.3, steps: 150, leastRounds: 8 };
/** Steps in which a plan given to begin with is improved before another is tried. */
const HEAD_START = 40;
/** A first plan by pools that is worth less than this share of the one by kits is not gone on with. */
const HOPEFUL = 0.95;

export interface SearchOptions {
  seed: number;
  start: Plan | undefined;
  /** Asked between small pieces of work; once true, what is begun is left as it stands. */
  isOver: () => boolean;
}

/**
 * Finds good plans: a first one laid kit by kit or pool by pool, whichever is better, and then rounds that take a few kits or
 * pools off their stints and plan them anew.
 */
export class Search {
  best: { plan: Plan; objective: number };
  private readonly problem: Problem;
  private readonly random: Random;
  private readonly isOver: () => boolean;
  private readonly roads: RoadDistances;
  private readonly turnout: Turnout;
  private schedule: Schedule;
  private kits: KitRounds;
  private swaps: KitSwaps;
  private pools: PoolRounds | undefined;
  /** Plans laid from nothing, a step each, the quickest first. */
  private readonly firstPlans = [
    () => this.take(greedy(this.problem, this.isOver)),
    () => this.layByKits(),
    () => this.layByPools(),
  ];
  /** Steps left in which a plan given to begin with is improved before another is begun from nothing. */
  private headStart = 0;
  /** Steps since the last phase of pool rounds began. */
  private phaseStep = THRIFT.steps;
  /** What the schedule was worth when it was last written down. */
  private kept: number;
  private noted: (readonly Visit[])[] | undefined;

  /** Computes hardly anything: the pinned stints are a feasible plan. */
  constructor(problem: Problem, { seed, start, isOver }: SearchOptions) {
    this.problem = problem;
    this.random = seededRandom(seed);
    this.isOver = isOver;
    this.roads = new RoadDistances(problem);
    this.turnout = new Turnout(problem);
    this.schedule = this.emptySchedule();
    const isGiven = start !== undefined && start.stints.length > problem.pinned.length;
    if (isGiven && checkRules(start, problem).length === 0) {
      adopt(this.schedule, start);
      this.headStart = HEAD_START;
    }
    this.kits = new KitRounds(this.schedule, this.random);
    this.swaps = new KitSwaps(this.schedule, this.random);
    const plan = this.schedule.toPlan();
    this.best = { plan, objective: objectiveOf(problem, plan).objective };
    this.kept = this.schedule.worth;
  }

  private emptySchedule(): Schedule {
    return new Schedule(this.problem, this.turnout, this.roads);
  }

  step(): void {
    const lay = this.headStart > 0 ? undefined : this.firstPlans.shift();
    if (this.headStart > 0) this.improveGiven();
    else if (lay) lay();
    else if (this.pools && this.phaseStep < THRIFT.steps) this.poolStep(this.pools);
    else this.kitStep();
    this.keepBest();
  }

  /** Tries first to gain by few changes, as whoever replans an evening wants them. */
  private improveGiven(): void {
    this.headStart--;
    this.kitRounds(KITS.least);
  }

  private layByKits(): void {
    this.goOnWith(this.emptySchedule());
    this.kits.construct(FIRST_DREAD, this.isOver);
    this.swaps.pass(this.isOver);
    this.note();
  }

  /** The best of the first plans, and of one given, is gone on with. */
  private layByPools(): void {
    this.pools = this.poolRounds();
    const byPools = this.emptySchedule();
    this.pools?.construct(byPools, this.isOver);
    new KitSwaps(byPools, this.random).pass(this.isOver);
    if (this.isOver()) return;
    if (this.kept > this.schedule.worth && this.kept > byPools.worth) this.returnToBest();
    else if (byPools.worth > HOPEFUL * this.schedule.worth) {
      this.goOnWith(byPools);
      this.phaseStep = 0;
    }
  }

  private goOnWith(schedule: Schedule): void {
    this.schedule = schedule;
    this.kits = new KitRounds(schedule, this.random);
    this.swaps = new KitSwaps(schedule, this.random);
  }

  /** Rounds of pools at falling thrift; at last the holes are filled. */
  private poolStep(pools: PoolRounds): void {
    const thrift = THRIFT.most - ((THRIFT.most - THRIFT.least) * this.phaseStep) / THRIFT.steps;
    const rounds = Math.ceil(THRIFT.roundsPerPool * this.problem.poolIds.length);
    for (let round = 0; round < rounds && !this.isOver(); round++) pools.round(this.schedule, thrift);
    this.swaps.pass(this.isOver);
    if (++this.phaseStep === THRIFT.steps) this.kits.construct(1, this.isOver);
    this.note();
  }

  private kitStep(): void {
    const phase = (this.phaseStep - THRIFT.steps) / KITS.steps;
    this.kitRounds(KITS.most * (KITS.least / KITS.most) ** phase);
    if (this.phaseStep % SWAP_EVERY === 0) this.swaps.pass(this.isOver);
    if (++this.phaseStep < THRIFT.steps + KITS.steps) return;
    this.phaseStep = this.pools ? 0 : THRIFT.steps;
    this.returnToBest();
  }

  private kitRounds(tolerance: number): void {
    const rounds = Math.max(KITS.leastRounds, this.problem.kitIds.length);
    for (let round = 0; round < rounds && !this.isOver(); round++) {
      this.kits.round(-tolerance * Math.log(1 - this.random.next()));
      this.note();
    }
  }

  private returnToBest(): void {
    this.keepBest();
    const schedule = this.emptySchedule();
    adopt(schedule, this.best.plan);
    this.goOnWith(schedule);
  }

  /** With kits of about the same speed taken as alike: names and speeds are the kit rounds' to choose well. */
  private poolRounds(): PoolRounds | undefined {
    const { problem, isOver, random } = this;
    const groups = alikeKits(problem);
    const published = publishedDates(problem);
    const program = new PoolProgram(problem);
    const models: PoolModel[] = [];
    for (const pool of problem.poolIds.keys()) {
      if (isOver()) return undefined;
      models.push(poolModel(problem, pool, groups, CELLS, published));
    }
    const relaxation = new Relaxation(problem, groups, program, fixedWorth(problem, published));
    for (let pass = 0; pass < PASSES; pass++) relaxation.pass(models, random, isOver);
    relaxation.weigh(models, isOver);
    const planner = new PoolPlanner(problem, groups, models, program);
    return new PoolRounds(problem, planner, new Neighbours(problem), random, relaxation.dayPrices());
  }

  /** Remembers the schedule where it is the best so far by the search's own tables. */
  private note(): void {
    if (this.schedule.worth <= this.kept) return;
    this.kept = this.schedule.worth;
    this.noted = [...this.schedule.visits];
  }

  /** Counts exactly what is remembered. */
  private keepBest(): void {
    this.note();
    if (!this.noted) return;
    const plan = planOf(this.noted);
    this.noted = undefined;
    this.take(plan);
  }

  private take(plan: Plan): void {
    const { objective } = objectiveOf(this.problem, plan);
    if (objective > this.best.objective) this.best = { plan, objective };
  }
}

function adopt(schedule: Schedule, plan: Plan): void {
  const { isPinned } = matchPinned(plan, schedule.problem);
  for (const [at, stint] of plan.stints.entries()) if (!isPinned[at]) schedule.add(schedule.toVisit(stint));
}
