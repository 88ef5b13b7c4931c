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
