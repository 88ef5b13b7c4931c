import { addDays } from '../calendar/local-date.ts';
import { epochMillisAt, localDateAt, localTimeAt } from '../calendar/time-zone.ts';
import type { MessageKind } from './message.ts';

export interface QuietHours {
  /** `HH:mm` on the office's wall clock; from evening to morning, or within a day. */
  quietFrom: string;
  quietUntil: string;
  /** IANA name. */
  zone: string;
}

/** What is held back: all times in Unix milliseconds. */
export interface HeldBack {
  kind: MessageKind;
  /** Start of its session; null where it is of none. */
  startsAt: number | null;
  uselessAt: number | null;
}

/** What its reader has just done and waits for, or what is about this hour. */
const atOnce: readonly MessageKind[] = ['confirmed', 'entered', 'hours_before', 'turn_near'];
const SOON_MILLIS = 12 * 3_600_000;

/** The end of the quiet hours that `at` lies in; null outside them. */
export function quietEnd(at: number, { quietFrom, quietUntil, zone }: QuietHours): number | null {
  const date = localDateAt(at, zone);
  const time = localTimeAt(at, zone);
  const overnight = quietFrom > quietUntil;
  const within = overnight ? time >= quietFrom || time < quietUntil : time >= quietFrom && time < quietUntil;
  if (!within) return null;
  return epochMillisAt(overnight && time >= quietFrom ? addDays(date, 1) : date, quietUntil, zone);
}

/**
 * Until when a message waits for the night to end; null where it may leave: outside the quiet hours, where it is awaited, where its session
 * begins within twelve hours, and where it would be of no use in the morning.
 */
export function heldBackUntil(at: number, { kind, startsAt, uselessAt }: HeldBack, hours: QuietHours): number | null {
  const end = quietEnd(at, hours);
  if (end === null || atOnce.includes(kind)) return null;
  if (startsAt !== null && startsAt - at < SOON_MILLIS) return null;
  return uselessAt !== null && uselessAt <= end ? null : end;
}
