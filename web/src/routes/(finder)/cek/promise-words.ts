import type { Outputs } from '#lib/api.ts';
import { clock, longDate } from '#lib/format.ts';

export type CodeAnswer = Outputs['share']['checkCode'];
export type Issued = Extract<CodeAnswer, { answer: 'issued' }>['subjects'][number];
export type SessionSubject = Extract<Issued, { kind: 'session' }>;
export type WeekSubject = Extract<Issued, { kind: 'week' }>;
export type TextAnswer = Outputs['share']['checkText'];
export type Claim = TextAnswer['claims'][number];
type Promised = SessionSubject['standing']['said'];

/** "Jumat 20 November 2026, 16.00–21.00 WIB, Kelurahan Pajang" */
export function promiseWords({ date, hours, venue }: Promised, zoneName: string): string {
  const time = hours ? `${clock(hours.start)}–${clock(hours.end)} ${zoneName}` : '';
  return [`${longDate(date)} ${date.slice(0, 4)}`, time, venue.name].filter(Boolean).join(', ');
}

/** Within a sentence: "Penuh" as "penuh". */
export function lowered(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

/** The claim holds, and what a crew told of its session makes setting out now doubtful. */
export function isHalted({ verdict, session }: Claim): boolean {
  if (verdict !== 'true' || !session) return false;
  return (
    session.status === 'full' || session.status === 'paused' || (session.status === 'open' && session.room === 'last')
  );
}
