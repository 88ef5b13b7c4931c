import type { Evening, EveningDesk, EveningTicket } from './evening.ts';
import { SILENCE_MILLIS } from './evening-batch.ts';
import { inLine } from './line-order.ts';
import type { TicketSeries } from './ticket.ts';

/** A desk's sign of life is kept no more often. */
const SEEN_EVERY_MILLIS = 4000;

/** Leases sent and not yet known to be held; then the last is sent again, so that a line that swallows answers makes none without end. */
const MOST_UNKNOWN = 5;

export function isOpen({ closedAt }: Pick<EveningDesk, 'closedAt'>): boolean {
  return closedAt === null;
}

/** Not heard of for so long that it may be calling by itself. */
export function isSilent({ seenAt, closedAt }: Pick<EveningDesk, 'seenAt' | 'closedAt'>, now: number): boolean {
  return closedAt === null && now - seenAt > SILENCE_MILLIS;
}

/** Whether the desk may believe that it alone calls this ticket. */
export function mayHold(desk: EveningDesk, ticketId: string): boolean {
  return isOpen(desk) && desk.leases.some(({ ticketIds }) => ticketIds.includes(ticketId));
}

/** The desk that may call it without asking; then nobody else does. Null where none but `own` may. */
export function keptForAnother(
  desks: readonly EveningDesk[],
  own: TicketSeries | undefined,
  ticketId: string,
): TicketSeries | null {
  return desks.find((desk) => desk.letter !== own && mayHold(desk, ticketId))?.letter ?? null;
}

/** The desk says which lease it holds: it has let go of all older ones. */
function acknowledge(desk: EveningDesk, leaseNo: number): void {
  desk.leases = desk.leases.filter(({ no }) => no >= leaseNo);
}

/** It calls nothing by itself any more. */
export function letGo(desk: EveningDesk): void {
  const no = desk.leases.at(-1)?.no ?? 0;
  desk.leases = [{ no, sentAt: 0, ticketIds: [] }];
}

/**
 * The share of the line that a desk may go on calling without network. Shares of desks never overlap: a ticket goes from one desk to
 * another only after the first has said that it holds a share without it. The first in line goes to the desk that is likely to be free
 * first; what a desk has, it keeps, as long as all have about equally many; so shares change little from one call to the next.
 */
function renewLease(evening: Evening, desk: EveningDesk, now: number): void {
  const last = desk.leases.at(-1) ?? { no: 0, sentAt: now, ticketIds: [] };
  if (desk.leases.length > MOST_UNKNOWN) return;
  const wanted = shareOf(evening, desk, now).map(({ id }) => id);
  if (desk.leases.length > 0 && sameIds(wanted, last.ticketIds)) return;
  desk.leases.push({ no: last.no + 1, sentAt: now, ticketIds: wanted });
}

/**
 * A desk was heard of: it gets its share.
 *
 * @param heard the lease it says it holds, which counts once everything is known that it did under older ones
 */
export function hearFromDesk(
  evening: Evening,
  heard: { deviceId: string; leaseNo: number | undefined; waiting: boolean },
  now: number,
): void {
  const desk = evening.desks.find(({ deviceId }) => deviceId === heard.deviceId);
  if (!desk || !isOpen(desk)) return;
  if (now - desk.seenAt > SEEN_EVERY_MILLIS) desk.seenAt = now;
  if (heard.leaseNo !== undefined && !heard.waiting) acknowledge(desk, heard.leaseNo);
  renewLease(evening, desk, now);
}

function sameIds(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((id, at) => id === b[at]);
}

function shareOf(evening: Evening, desk: EveningDesk, now: number): EveningTicket[] {
  const asking = evening.desks.filter((other) => other === desk || (isOpen(other) && !isSilent(other, now)));
  const away = evening.desks.filter((other) => isOpen(other) && !asking.includes(other));
  const line = inLine(evening.tickets).filter(({ id }) => !away.some((other) => mayHold(other, id)));
  const share = shareOut(line, inOrderOfCalling(evening, asking, line[0]));
  return (share.get(desk.letter) ?? []).filter(({ id }) => keptForAnother(evening.desks, desk.letter, id) === null);
}

/** Who has passed over the first in line calls it next; else who is idle, else who has been with somebody for longest. */
function inOrderOfCalling(evening: Evening, desks: readonly EveningDesk[], first?: EveningTicket): EveningDesk[] {
  const rank = ({ letter }: EveningDesk) => {
    const calling = evening.tickets.find(({ state, desk }) => state === 'called' && desk === letter);
    if (!calling) return 0;
    const calledAt = calling.calledAt ?? 0;
    const passed = first !== undefined && first.placeAt < Math.min(calling.placeAt, calledAt);
    return passed ? -1 : calledAt;
  };
  return [...desks].sort((a, b) => rank(a) - rank(b) || (a.letter < b.letter ? -1 : 1));
}

function shareOut(line: readonly EveningTicket[], desks: readonly EveningDesk[]): Map<TicketSeries, EveningTicket[]> {
  const shares = new Map(desks.map(({ letter }) => [letter, [] as EveningTicket[]]));
  const smallest = () => [...shares].reduce((least, next) => (next[1].length < least[1].length ? next : least))[1];
  line.forEach((ticket, rank) => {
    const atHead = desks[rank];
    const holder = atHead ?? desks.find(({ leases }) => leases.at(-1)?.ticketIds.includes(ticket.id));
    const share = holder && shares.get(holder.letter);
    // A holder with too many lets go here and there, so that whoever takes over gets early and late ones.
    const paced = share && share.length <= rank / desks.length;
    (share && (atHead || paced) ? share : smallest()).push(ticket);
  });
  return shares;
}
