import type { LocalDate } from '@jemput/shared/calendar/local-date';
import { localDateAt, localTimeAt } from '@jemput/shared/calendar/time-zone';
import type { HeldOutScore } from '@jemput/shared/forecast/held-out-score';
import { desc } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { refits, turnoutModels } from '../db/schema/field.ts';
import { modelName } from './newest-model.ts';

/** What planners are told of the model that forecasts, and of the fits that made it. */
export interface ModelStatus {
  /** `id.reports` of the model in force. */
  name: string;
  /** Unix milliseconds; null before the first fit. */
  fittedAt: number | null;
  /** The same on the office's wall. */
  fittedOn: { date: LocalDate; time: string } | null;
  /** Past sessions that it knows of, and how many of them came in since the fit. */
  rows: number;
  reports: number;
  /** On weeks that it was not fitted to; null where there were too few. */
  score: HeldOutScore | null;
  /** Of the fit before. */
  scoreBefore: HeldOutScore | null;
  /** True where the fit before did better by more than a tenth. */
  isWorse: boolean;
  /** The last nightly fit; `outcome` is null while it runs. */
  lastRefit: { night: string; outcome: 'fitted' | 'unchanged' | 'failed' | null } | null;
  /** Why the last nightly fit failed, where nothing was fitted since. */
  failure: { night: string; error: string } | null;
}

/** Two fits a night apart are scored on much the same weeks; so much is chance. */
const WORSE_SHARE = 0.1;

export async function modelStatus({ db, zone }: Pick<Context, 'db' | 'zone'>): Promise<ModelStatus> {
  const { id, fittedAt, rows, reports, score } = turnoutModels;
  const [newest, before] = await db
    .select({ id, fittedAt, rows, reports, score })
    .from(turnoutModels)
    .orderBy(desc(turnoutModels.id))
    .limit(2);
  const [night] = await db.select().from(refits).orderBy(desc(refits.night)).limit(1);
  const scores = { score: newest?.score ?? null, scoreBefore: before?.score ?? null };
  return {
    name: modelName(newest ?? { id: null, reports: 0 }),
    fittedAt: newest?.fittedAt ?? null,
    fittedOn: newest ? { date: localDateAt(newest.fittedAt, zone), time: localTimeAt(newest.fittedAt, zone) } : null,
    rows: newest?.rows ?? 0,
    reports: newest?.reports ?? 0,
    ...scores,
    isWorse: isWorse(scores),
    lastRefit: night ? { night: night.night, outcome: night.outcome } : null,
    failure:
      night && isStillFailed(night, newest?.fittedAt ?? 0) ? { night: night.night, error: night.error ?? '' } : null,
  };
}

function isStillFailed({ outcome, startedAt }: typeof refits.$inferSelect, fittedAt: number): boolean {
  return outcome === 'failed' && fittedAt < startedAt;
}

function isWorse({ score, scoreBefore }: Pick<ModelStatus, 'score' | 'scoreBefore'>): boolean {
  if (!score || !scoreBefore) return false;
  return score.pinballLoss > scoreBefore.pinballLoss * (1 + WORSE_SHARE);
}
