import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { isDatabaseFailure } from '../db/database-away.ts';
import { outageAgeSeconds } from '../sessions/timetable-source.ts';
import type { LaneFigures } from './answer-lane.ts';
import { keptFor } from './kept-for.ts';
import { type OfficeFigures, readOfficeFigures } from './office-figures.ts';
import type { World } from './world.ts';

export interface Metrics {
  observeRequest(route: string, method: string, status: number, seconds: number): void;
  /** Counts what became of a request for a number: `number`, `entered`, `waiting_list` or why it was refused. */
  countAsked(outcome: string): void;
  /** Tells how public reads were answered. */
  followLane(figures: () => LaneFigures): void;
  /** The Prometheus text exposition, with the office's figures of now, or of a second ago. */
  text(world: World): Promise<string>;
  contentType: string;
}

const gauges: Record<keyof OfficeFigures, string> = {
  sessionsComing: 'Published sessions from today on that are not cancelled',
  sessionsStartedUnopened: 'Sessions that should have begun and no crew has opened',
  reportsMissing: 'Sessions that have ended without a closing report',
  oldestMissingReportSeconds: 'Seconds since the end of the oldest session without a closing report',
  peopleWithNumbers: 'People who hold a number for a session to come',
  peopleWaiting: 'People on the waiting list of a session to come',
  peopleRemaining: "People not yet recorded, by the office's own count",
  timetableAgeSeconds: 'Seconds since the timetable in force was published',
  forecastFitAgeSeconds: 'Seconds since the forecast in force was fitted',
  forecastReportsSinceFit: 'Reports that the forecast in force has taken in since its fit',
  forecastRefitFailed: 'Whether the last nightly fit of the forecast failed, and nothing was fitted since',
  forecastFitWorse: 'Whether the fit before did better by more than a tenth on weeks held out',
  messagesWaiting: 'Messages to residents that are due and have not left',
  oldestMessageSeconds: 'Seconds since the oldest of them was due',
  messagesFailed: 'Messages of the last 24 hours that did not arrive or were of no use any more',
};

/** Collectors ask every some seconds. */
const KEPT_MILLIS = 1000;

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

export function createMetrics({ ofProcess }: { ofProcess: boolean }): Metrics {
  const registry = new Registry();
  if (ofProcess) collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: 'jemput_http_request_seconds',
    help: 'Time from request to the end of its answer, kept answers left out',
    labelNames: ['route', 'method', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  });
  const asked = new Counter({
    name: 'jemput_numbers_asked_total',
    help: 'Requests for a number, by what became of them',
    labelNames: ['outcome'],
    registers: [registry],
  });
  const scheduleAge = new Gauge({
    name: 'jemput_schedule_age_seconds',
    help: 'Seconds since the schedule served was known to be true, while the database is away; 0 while it answers',
    registers: [registry],
  });
  const ofOffice = Object.entries(gauges).map(([name, help]) => ({
    figure: name as keyof OfficeFigures,
    gauge: new Gauge({ name: `jemput_${snakeCase(name)}`, help, registers: [registry] }),
  }));
  return {
    contentType: registry.contentType,
    observeRequest(route, method, status, seconds) {
      requests.observe({ route, method, status }, seconds);
    },
    countAsked: (outcome) => asked.inc({ outcome }),
    followLane: (figures) => addLane(registry, figures),
    text: keptFor(KEPT_MILLIS, async (world) => {
      scheduleAge.set(outageAgeSeconds(world) ?? 0);
      const figures = await readOfficeFigures(world).catch((error: unknown) => {
        // They stay as they were last seen: the age above says for how long.
        if (isDatabaseFailure(error)) return null;
        throw error;
      });
      if (figures) for (const { figure, gauge } of ofOffice) gauge.set(figures[figure]);
      return registry.metrics();
    }),
  };
}

/** Read when asked for, so that counting a read costs no more than an addition. */
function addLane(registry: Registry, figures: () => LaneFigures): void {
  new Counter({
    name: 'jemput_public_reads_total',
    help: 'Reads of public pages, API and feeds, by how they were answered: kept, stale, made or refused',
    labelNames: ['route', 'answer'],
    registers: [registry],
    collect() {
      this.reset();
      for (const [route, outcomes] of Object.entries(figures().reads)) {
        for (const [answer, times] of Object.entries(outcomes)) this.inc({ route, answer }, times);
      }
    },
  });
  new Counter({
    name: 'jemput_renderings_total',
    help: 'Public answers that were made',
    registers: [registry],
    collect() {
      this.reset();
      this.inc(figures().renderings);
    },
  });
  const levels: [name: string, help: string, level: (of: LaneFigures) => number][] = [
    ['renderings_waiting', 'Public answers that wait for their turn to be made', ({ waiting }) => waiting],
    ['kept_answers', 'Public answers in memory', ({ answers }) => answers],
    ['kept_answers_bytes', 'Estimated memory of public answers', ({ bytes }) => bytes],
  ];
  for (const [name, help, level] of levels) {
    new Gauge({
      name: `jemput_${name}`,
      help,
      registers: [registry],
      collect() {
        this.set(level(figures()));
      },
    });
  }
}
