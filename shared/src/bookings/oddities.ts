/**
 * What looks like somebody who takes numbers for others. Nobody is stopped by it: planners look, and staff compare names at the door.
 * Each has the threshold from which it is told.
 */
export const oddityThresholds = {
  /** Tickets of one device, whatever became of them: a household and its neighbours have fewer. */
  same_device: 5,
  /** Tickets of one address or telephone number. */
  same_contact: 4,
  /** Tickets under one name at one session; common names do reach three. */
  same_name: 4,
  /** Tickets of one device or contact that were given back while it took others. */
  cancel_and_retake: 3,
  /** Tickets of one device within half a minute: nobody fills in a form so quickly. */
  faster_than_typing: 3,
  /** Tickets of one session, from home, without the cookie that every browser keeps, within one minute. */
  without_cookie: 10,
} as const;
export type OddityKind = keyof typeof oddityThresholds;

export const TYPING_MILLIS = 30_000;
export const BURST_MILLIS = 60_000;

/** A ticket as oddities are looked for: hashes only. Instants in Unix milliseconds. */
export interface TraceOfTicket {
  sessionId: string;
  people: number;
  askedAt: number;
  isCancelled: boolean;
  isFromHome: boolean;
  nameCheck: string | null;
  deviceCheck: string | null;
  contactCheck: string | null;
}

export interface Oddity {
  kind: OddityKind;
  /** Start of a keyed hash by which the same one is known again; null where it is of nobody in particular. */
  group: string | null;
  tickets: number;
  people: number;
  cancelled: number;
  sessionIds: string[];
  firstAt: number;
  lastAt: number;
}

const GROUP_LETTERS = 8;

/** All that is odd among these tickets, the largest first. */
export function findOddities(traces: readonly TraceOfTicket[]): Oddity[] {
  const byDevice = grouped(traces, ({ deviceCheck }) => deviceCheck);
  const byContact = grouped(traces, ({ contactCheck }) => contactCheck);
  const byName = grouped(traces, ({ sessionId, nameCheck }) => nameCheck && `${nameCheck} ${sessionId}`);
  const bare = traces.filter(
    ({ isFromHome, deviceCheck, contactCheck }) => isFromHome && !deviceCheck && !contactCheck,
  );
  const found = [
    ...many('same_device', byDevice),
    ...many('same_contact', byContact),
    ...many('same_name', byName),
    ...[...byDevice, ...byContact].flatMap(([key, group]) => retaken(key, group)),
    ...byDevice.flatMap(([key, group]) => within('faster_than_typing', key, group, TYPING_MILLIS)),
    ...grouped(bare, ({ sessionId }) => sessionId).flatMap(([, group]) =>
      within('without_cookie', null, group, BURST_MILLIS),
    ),
  ];
  return found.sort((a, b) => b.tickets - a.tickets || a.firstAt - b.firstAt);
}

type Group = [key: string, traces: TraceOfTicket[]];

function grouped(traces: readonly TraceOfTicket[], keyOf: (trace: TraceOfTicket) => string | null): Group[] {
  const groups = new Map<string, TraceOfTicket[]>();
  for (const trace of traces) {
    const key = keyOf(trace);
    if (key !== null) groups.set(key, [...(groups.get(key) ?? []), trace]);
  }
  return [...groups];
}

function many(kind: 'same_device' | 'same_contact' | 'same_name', groups: readonly Group[]): Oddity[] {
  return groups.flatMap(([key, group]) => (group.length >= oddityThresholds[kind] ? oddityOf(kind, key, group) : []));
}

function retaken(key: string, group: readonly TraceOfTicket[]): Oddity[] {
  const lastAsked = Math.max(...group.map(({ askedAt }) => askedAt));
  const before = group.filter(({ isCancelled, askedAt }) => isCancelled && askedAt < lastAsked);
  return before.length >= oddityThresholds.cancel_and_retake ? [oddityOf('cancel_and_retake', key, group)] : [];
}

/** The most tickets that lie within so long of each other. */
function within(
  kind: 'faster_than_typing' | 'without_cookie',
  key: string | null,
  group: readonly TraceOfTicket[],
  millis: number,
): Oddity[] {
  const inOrder = [...group].sort((a, b) => a.askedAt - b.askedAt);
  let best: TraceOfTicket[] = [];
  for (let start = 0, end = 0; end < inOrder.length; end++) {
    while ((inOrder[end]?.askedAt ?? 0) - (inOrder[start]?.askedAt ?? 0) > millis) start++;
    if (end + 1 - start > best.length) best = inOrder.slice(start, end + 1);
  }
  return best.length >= oddityThresholds[kind] ? [oddityOf(kind, key, best)] : [];
}

function oddityOf(kind: OddityKind, key: string | null, group: readonly TraceOfTicket[]): Oddity {
  const times = group.map(({ askedAt }) => askedAt);
  return {
    kind,
    group: key === null ? null : key.slice(0, GROUP_LETTERS),
    tickets: group.length,
    people: group.reduce((sum, { people }) => sum + people, 0),
    cancelled: group.filter(({ isCancelled }) => isCancelled).length,
    sessionIds: [...new Set(group.map(({ sessionId }) => sessionId))].sort(),
    firstAt: Math.min(...times),
    lastAt: Math.max(...times),
  };
}
