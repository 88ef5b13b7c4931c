import { addDays, daysBetween, isLocalDate } from '@jemput/shared/calendar/local-date';

/** From the first to the last date of a trouble, both included; a date that is not filled in is empty. */
export interface TroubleSpan {
  from: string;
  until: string;
}

export type SpanFault = 'missing' | 'outside' | 'backwards';

/** Why a span cannot be asked about: its first date must lie within the plan, its last may lie after it. */
export function spanFault(
  { from, until }: TroubleSpan,
  horizon: { start: string; end: string },
): SpanFault | undefined {
  if (!isLocalDate(from) || !isLocalDate(until)) return 'missing';
  if (from < horizon.start || from > horizon.end) return 'outside';
  return until < from ? 'backwards' : undefined;
}

/** The span with another first date; where that would pass the last one, the last moves along and the days stay. */
export function beginningOn(span: TroubleSpan, from: string): TroubleSpan {
  return from > span.until ? { from, until: addDays(from, daysBetween(span.from, span.until)) } : { ...span, from };
}
