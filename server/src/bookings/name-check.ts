import { comparedName } from '@jemput/shared/bookings/compared-name';
import { keyedCheck } from './keyed-check.ts';

/** Keyed hash of a name as compared: the same for one name however it is spelled, and nothing without the office's secret. */
export function nameCheckOf(secret: string, name: string): string {
  return keyedCheck(secret, 'name', comparedName(name));
}
