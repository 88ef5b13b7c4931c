import type { Outputs } from '#lib/api.ts';
import { clock } from '#lib/format.ts';
import { restLengths } from '../calendar-words.ts';

export type OutdatedSession = Outputs['calendar']['outdated']['sessions'][number];
type Told = OutdatedSession['from'];

/** Sessions that change alike: the same old and new hours, and rests of the same length; prayer itself is a minute earlier or later by place and date. */
export interface OutdatedGroup {
  key: string;
  hours: { from: string; to: string };
  rests: { from: string; to: string };
  /** Of all its sessions together. */
  capacity: { from: number; to: number };
  /** People who hold a number. */
  holding: number;
  restsLong: boolean;
  /** In order of time; never empty. */
  sessions: OutdatedSession[];
}

const hoursOf = ({ start, end }: Told) => `${clock(start)}–${clock(end)}`;

/** In order of their first session. */
export function outdatedGroups(sessions: readonly OutdatedSession[]): OutdatedGroup[] {
  const keyOf = ({ from, to }: OutdatedSession) =>
    [from, to].map((told) => `${hoursOf(told)} ${restLengths(told.pauses)}`).join(' | ');
  return [...Map.groupBy(sessions, keyOf)].map(([key, alike]) => {
    const [first] = alike as [OutdatedSession, ...OutdatedSession[]];
    const sum = (of: (one: OutdatedSession) => number) => alike.reduce((all, one) => all + of(one), 0);
    return {
      key,
      hours: { from: hoursOf(first.from), to: hoursOf(first.to) },
      rests: { from: restLengths(first.from.pauses), to: restLengths(first.to.pauses) },
      capacity: { from: sum(({ from }) => from.capacity), to: sum(({ to }) => to.capacity) },
      holding: sum(({ holding }) => holding),
      restsLong: alike.some(({ restsLong }) => restsLong),
      sessions: alike,
    };
  });
}
