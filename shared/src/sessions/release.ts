/**
 * How a session's numbers are given out: to whoever asks first; so too, but in parts over the day; or by a draw among all who asked in time,
 * with a seed committed to beforehand.
 */
export const releaseModes = ['first_come', 'staggered', 'draw'] as const;
export type ReleaseMode = (typeof releaseModes)[number];
