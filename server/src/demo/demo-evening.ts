import type { LocalDate } from '@jemput/shared/calendar/local-date';
import { eveningPrayers } from '@jemput/shared/calendar/prayer-times';
import { type EveningRules, standardEveningRules } from '@jemput/shared/places/evening-rules';
import type { Pause } from '@jemput/shared/sessions/session';
import { pausesOf } from '@jemput/shared/sessions/session-hours';

/** Made up: a quarter of an hour at maghrib. */
export const demoEvening: EveningRules = { ...standardEveningRules, maghribPauseMinutes: 15 };

/** The rests of a demo session. */
export function demoPauses(
  { startTime, endTime }: { startTime: string; endTime: string },
  date: LocalDate,
  { zone, ...place }: { lat: number; lon: number; zone: string },
): Pause[] {
  return pausesOf({ start: startTime, end: endTime }, eveningPrayers(date, place, zone), demoEvening);
}
