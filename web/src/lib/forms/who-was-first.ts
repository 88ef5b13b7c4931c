import { clock } from '#lib/format.ts';
import { m } from '#lib/paraglide/messages.js';

/** "Oleh Sri, pukul 09.00." of a conflict's sentence "… by Sri at 2026-11-22T09:00:00+07:00"; null where it names nobody. */
export function whoWasFirst(message: string | undefined): string | null {
  const [, name, time] = / by (.+?) at \d{4}-\d\d-\d\dT(\d\d:\d\d)/.exec(message ?? '') ?? [];
  return name && time ? m.workbench_conflict_by({ name, time: clock(time) }) : null;
}
