import type { Session } from './session.ts';

/**
 * What can be had of a session's numbers: `ahead` not yet; `open` a number; `draw` a chance in the draw; `waiting` a place on the waiting
 * list, as all are given; `full` nothing, as nobody else could be served by closing; `closed` nothing any more, who comes is served as
 * one without a number.
 */
export type NumberState = 'ahead' | 'open' | 'draw' | 'waiting' | 'full' | 'closed';

type Asked = Pick<Session, 'status' | 'endsAt' | 'queue'>;

/** @param now ISO 8601; @returns null where no numbers are given: none are for this session, or it is called off or over */
export function numberStateOf({ status, endsAt, queue }: Asked, now: string): NumberState | null {
  const at = Date.parse(now);
  if (!queue || status === 'cancelled' || status === 'done' || Date.parse(endsAt) <= at) return null;
  if (queue.fullSince !== null || status === 'full') return 'full';
  if (at < Date.parse(queue.opensAt)) return 'ahead';
  if (Date.parse(queue.closesAt) <= at) return 'closed';
  if (queue.release === 'draw') return 'draw';
  return queue.left === 0 ? 'waiting' : 'open';
}

/** True where asking brings something: a number, a chance or a place on the waiting list. */
export function canAsk(state: NumberState | null): boolean {
  return state === 'open' || state === 'draw' || state === 'waiting';
}
