import { comparedName } from '@jemput/shared/bookings/compared-name';
import { drawOrder, placedInOrder, waitingInOrder } from '@jemput/shared/bookings/draw-order';
import type { DrawEntry } from '@jemput/shared/bookings/draw-record';
import { exceedsHouseholdCap, takesPartAlready } from '@jemput/shared/bookings/household-cap';
import { offerUntil } from '@jemput/shared/bookings/offer-until';
import type { QueueSettings } from '@jemput/shared/bookings/queue-settings';
import { GATHER_MILLIS, type ReleaseSchedule, releaseSchedule } from '@jemput/shared/bookings/release-schedule';
import { openStates, type TicketState } from '@jemput/shared/bookings/ticket';
import type { Random } from '@jemput/shared/random/seeded-random';

export const MINUTE = 60_000;
export const ZONE = 'Asia/Jakarta';
export const SESSION = {
  date: '2026-11-27',
  startsAt: Date.parse('2026-11-27T16:00:00+07:00'),
  endsAt: Date.parse('2026-11-27T21:00:00+07:00'),
  zone: ZONE,
};
const WAITING_SHARE = 0.5;

export interface Asking {
  /** Of a person, or of nobody. */
  owner: string;
  name: string;
  device: string;
}

export interface Ticket extends Asking {
  id: number;
  /** Name as compared. */
  chance: string;
  state: TicketState;
  answerBy: number;
  waitOrder: number;
}

/**
 * The numbers of one session as server/bookings and server/draws give them out, for one person a ticket and in memory; schedule, draw, cap,
 * names and deadlines are the product's own.
 */
export class NumbersOfASession {
  readonly schedule: ReleaseSchedule;
  readonly tickets: Ticket[] = [];
  readonly #settings: QueueSettings;
  readonly #random: Random;
  readonly #free: { unit: number; from: number; ticket: Ticket | null }[];
  #isDrawn = false;
  #waitOrder = 0;

  constructor(settings: QueueSettings, numbers: number, random: Random) {
    this.#settings = settings;
    this.#random = random;
    this.schedule = releaseSchedule(settings, SESSION);
    this.#free = Array.from({ length: numbers }, (_, at) => ({
      unit: at + 1,
      from: this.schedule.freeFrom(at + 1, numbers),
      ticket: null,
    }));
  }

  /** Null where it is refused. */
  ask(asking: Asking, now: number): Ticket | null {
    const closesAt = this.#isDrawn ? SESSION.startsAt : this.schedule.closesAt;
    if (now < this.schedule.opensAt || now >= closesAt) return null;
    const held = this.tickets.filter(({ device, state }) => device === asking.device && openStates.includes(state));
    if (exceedsHouseholdCap(this.#settings, { byContact: 0, byDevice: held.length })) return null;
    const chance = comparedName(asking.name);
    const isGathered = !this.#isDrawn && this.schedule.gatheredUntil(now) !== null;
    const alike = this.tickets.filter((other) => other.chance === chance && openStates.includes(other.state));
    if (isGathered && takesPartAlready(alike.length)) return null;
    const ticket: Ticket = { ...asking, chance, id: this.tickets.length, state: 'entered', answerBy: 0, waitOrder: 0 };
    const waiting = this.waiting();
    if (isGathered) ticket.state = 'entered';
    else if (waiting.length === 0 && this.#give(ticket, now)) ticket.state = 'held';
    else if (waiting.length < Math.ceil(this.#free.length * WAITING_SHARE)) this.#wait(ticket);
    else return null;
    this.tickets.push(ticket);
    return ticket;
  }

  cancel(ticket: Ticket, now: number): void {
    if (!openStates.includes(ticket.state)) return;
    ticket.state = 'cancelled';
    this.#letGo(ticket, now);
  }

  accept(ticket: Ticket, now: number): void {
    if (ticket.state === 'offered' && now < ticket.answerBy) ticket.state = 'held';
  }

  /** What is due by the minute. */
  pass(now: number): void {
    if (this.#settings.release === 'draw' && !this.#isDrawn && now >= this.schedule.closesAt) this.#draw(now);
    if (this.#settings.release === 'staggered') this.#shareOut(now);
    for (const ticket of this.tickets) {
      if (ticket.state !== 'offered' || ticket.answerBy > now) continue;
      ticket.state = 'lapsed';
      this.#letGo(ticket, now);
    }
    this.#offer(now, []);
  }

  waiting(): Ticket[] {
    return this.tickets.filter(({ state }) => state === 'waiting_list').sort((a, b) => a.waitOrder - b.waitOrder);
  }

  #give(ticket: Ticket, now: number): boolean {
    const place = this.#free.find(({ ticket: holder, from }) => holder === null && from <= now);
    if (place) place.ticket = ticket;
    return place !== undefined;
  }

  #wait(ticket: Ticket): void {
    ticket.state = 'waiting_list';
    this.#waitOrder += 1;
    ticket.waitOrder = this.#waitOrder;
  }

  #letGo(ticket: Ticket, now: number): void {
    const { reappearMinMinutes: least, reappearMaxMinutes: most } = this.#settings;
    const freed = this.#free.filter((place) => place.ticket === ticket);
    for (const place of freed) {
      place.ticket = null;
      place.from = now + (least + this.#random.next() * (most - least)) * MINUTE;
    }
    if (freed.length > 0)
      this.#offer(
        now,
        freed.map(({ unit }) => unit),
      );
  }

  #offer(now: number, freedNow: readonly number[]): void {
    if (now >= SESSION.startsAt || (this.#settings.release === 'draw' && !this.#isDrawn)) return;
    for (const ticket of this.waiting()) {
      const place = this.#free.find(
        ({ unit, ticket: holder, from }) =>
          holder === null && (from <= now || freedNow.includes(unit)) && this.#isSharedOut(unit, now),
      );
      if (!place) return;
      place.ticket = ticket;
      ticket.state = 'offered';
      ticket.answerBy = offerUntil(this.#settings, now, SESSION.startsAt, ZONE);
    }
  }

  #isSharedOut(unit: number, now: number): boolean {
    if (this.#settings.release !== 'staggered') return true;
    return this.schedule.freeFrom(unit, this.#free.length) + GATHER_MILLIS <= now;
  }

  #draw(now: number): void {
    this.#isDrawn = true;
    const { order, byCode, entries } = this.#lotOf(this.tickets.filter(({ state }) => state === 'entered'));
    const placed = placedInOrder(order, entries, this.#free.length);
    const waiting = new Set(waitingInOrder(order, entries, { places: this.#free.length, placed }));
    for (const code of order) {
      const ticket = byCode.get(code) as Ticket;
      if (placed.includes(code) && this.#give(ticket, now)) ticket.state = 'held';
      else if (waiting.has(code)) this.#wait(ticket);
      else ticket.state = 'not_drawn';
    }
  }

  #shareOut(now: number): void {
    const opened = this.schedule.partsAt.filter((at) => at <= now);
    const since = now - (opened.at(-1) ?? -Infinity);
    const asked = this.tickets.filter(({ state }) => state === 'entered' || state === 'waiting_list');
    if (since < GATHER_MILLIS / 2 || asked.length === 0) return;
    if (since >= GATHER_MILLIS && !asked.some(({ state }) => state === 'entered')) return;
    const { order, byCode } = this.#lotOf(asked);
    const isLast = opened.length === this.schedule.partsAt.length;
    const most = isLast ? Math.ceil(this.#free.length * WAITING_SHARE) : Infinity;
    for (const code of order) {
      const ticket = byCode.get(code) as Ticket;
      if (this.#give(ticket, now)) ticket.state = 'held';
      else if (ticket.state === 'entered' && this.waiting().length < most) this.#wait(ticket);
      else if (ticket.state === 'entered') ticket.state = 'not_drawn';
    }
  }

  #lotOf(asked: readonly Ticket[]) {
    const byCode = new Map(asked.map((ticket) => [`entry-${ticket.id}`, ticket]));
    const entries = [...byCode].map(([code, { chance }]): DrawEntry => ({ code, chance, people: 1 }));
    const seed = Array.from({ length: 4 }, () =>
      this.#random
        .below(2 ** 32)
        .toString(16)
        .padStart(8, '0'),
    ).join('');
    return { order: drawOrder(seed, entries), byCode, entries };
  }
}
