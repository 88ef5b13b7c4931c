import type { TurnoutModel } from './turnout-model.ts';
import { EIGHT_IN_TEN } from './venue-parts.ts';

/** What an event does to turnout, as shares: −0.58 is 58 % fewer people than on the same date without it. */
export interface EventEffect {
  /** Past sessions at which it was on. */
  sessions: number;
  share: number;
  /** In which the truth lies with 80 % probability. */
  low: number;
  high: number;
  /**
   * `unknown`: the model has never seen it, the interval is what events of this office do in general; `small`: whatever it
   * does is within `SMALL_SHARE`; `unsure`: it may as well raise as lower turnout; `estimated` otherwise.
   */
  knowledge: 'unknown' | 'small' | 'unsure' | 'estimated';
}

/** An effect that lies within one tenth either way changes no plan. */
const SMALL_SHARE = 0.1;

/** @param sessions past sessions at which the event was on, those since the model was fitted included */
export function eventEffect(model: TurnoutModel, name: string, sessions: number): EventEffect {
  const { names, mean, covariance } = model.common;
  const at = names.indexOf(`event:${name}`);
  if (at < 0) {
    return { sessions, ...interval(0, Math.sqrt(model.groupVariance.event)), knowledge: 'unknown' };
  }
  const variance = covariance[at * (names.length + 1)] ?? 0;
  const { share, low, high } = interval(mean[at] ?? 0, Math.sqrt(variance));
  return { sessions, share, low, high, knowledge: knowledgeOf(low, high) };
}

function knowledgeOf(low: number, high: number): EventEffect['knowledge'] {
  if (low >= -SMALL_SHARE && high <= SMALL_SHARE) return 'small';
  return low > 0 || high < 0 ? 'estimated' : 'unsure';
}

function interval(effect: number, deviation: number): Pick<EventEffect, 'share' | 'low' | 'high'> {
  const share = (log: number) => Math.expm1(log);
  return {
    share: share(effect),
    low: share(effect - EIGHT_IN_TEN * deviation),
    high: share(effect + EIGHT_IN_TEN * deviation),
  };
}
