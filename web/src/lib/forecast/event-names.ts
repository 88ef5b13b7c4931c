import { eventNameOf } from '@jemput/shared/forecast/event-name';
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

/** "Ujian sekolah"; an office's own name as a sentence begins, "Pawai kota". */
export function eventName(name: string): string {
  const words = name.replaceAll('_', ' ');
  return names[name]?.() ?? words.charAt(0).toUpperCase() + words.slice(1);
}

/** The name that is meant by typed words: the shown words of a known event are that event. */
export function eventMeant(typed: string): string {
  const said = typed.trim().toLowerCase();
  return knownEvents.find((known) => eventName(known).toLowerCase() === said) ?? eventNameOf(typed);
}
