import type { Surprise } from './surprise.ts';

/** Why a session's count lay outside its forecast; `not_told` until somebody says. */
export const surpriseReasons = [
  'power',
  'network',
  'kit',
  'venue',
  'no_crowd',
  'weather',
  'local_event',
  'announced_wrongly',
  'well_announced',
  'roster_wrong',
  'closed_early',
  'other',
  'not_told',
] as const;
export type SurpriseReason = (typeof surpriseReasons)[number];

/** What people may tell of a count that was lower or higher than forecast. */
export const reasonsOf: Record<Surprise, readonly SurpriseReason[]> = {
  fewer: [
    'no_crowd',
    'power',
    'network',
    'kit',
    'venue',
    'closed_early',
    'announced_wrongly',
    'roster_wrong',
    'weather',
    'local_event',
    'other',
  ],
  more: ['well_announced', 'local_event', 'weather', 'roster_wrong', 'other'],
};

const cutShort: ReadonlySet<SurpriseReason> = new Set([
  'power',
  'network',
  'kit',
  'venue',
  'roster_wrong',
  'closed_early',
]);

/** True where the session's trouble hid how many would have come: its count is then the least that demand can have been. */
export function isCutShort(reason: SurpriseReason | null | undefined): boolean {
  return reason !== null && reason !== undefined && cutShort.has(reason);
}
