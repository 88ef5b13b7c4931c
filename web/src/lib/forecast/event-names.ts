import { m } from '#lib/paraglide/messages.js';

const names: Record<string, () => string> = {
  ramadan: () => m.event_name_ramadan(),
  ramadan_before_isya: () => m.event_name_ramadan_before_isya(),
  deadline_week: () => m.event_name_deadline_week(),
  rain: () => m.event_name_rain(),
  exams: () => m.event_name_exams(),
  market_day: () => m.event_name_market_day(),
};

/** Events that an office is offered; it may name others. */
export const knownEvents = Object.keys(names);

/** "Ujian sekolah"; an office's own name without its underscores. */
export function eventName(name: string): string {
  return names[name]?.() ?? name.replaceAll('_', ' ');
}
