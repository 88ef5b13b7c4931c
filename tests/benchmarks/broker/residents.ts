import type { QueueSettings } from '@jemput/shared/bookings/queue-settings';
import type { Random } from '@jemput/shared/random/seeded-random';
import { type Asking, MINUTE, NumbersOfASession, SESSION, type Ticket } from './numbers-of-a-session.ts';

/** What happens at an instant; what is due by the minute passes between. */
export interface Happening {
  at: number;
  happen(): void;
}

export interface Person {
  name: string;
  isCustomer: boolean;
  /** Minutes after opening at which it would ask for itself; a share of the time of asking for those who come when they think of it. */
  atOpening: number | null;
  shareOfTime: number;
  asksAgain: boolean;
  answersAfterMinutes: number;
  answers: boolean;
  givesBackAt: number | null;
}

const first =
  'Siti Sri Agus Budi Dewi Eko Joko Tri Wahyu Slamet Endang Rina Dwi Yuli Hari Bambang Sugeng Nur Muhammad Ahmad Rini Lestari Suparman Ratna Yanto Wati Heru Fitri Indah Rudi Kartini Hendra Maya Sutrisno Tuti Parjo Ningsih Galih Putri Arif'.split(
    ' ',
  );
const second =
  'Aminah Rahayu Santoso Wibowo Lestari Prasetyo Hidayat Susanto Wahyuni Handayani Setiawan Purnomo Saputra Kusuma Hartono Widodo Astuti Nugroho Utami Suryadi Maryam Iskandar Puspita Gunawan Kurniawan Yulianti Firmansyah Pratiwi Raharjo Basuki'.split(
    ' ',
  );

/** Minutes, exponential. */
export const after = (mean: number, random: Random) => -Math.log(1 - random.next()) * mean;

/** @param openingMinutes mean minutes after opening of those who come for it */
export function somebody(random: Random, isCustomer: boolean, openingMinutes: number): Person {
  return {
    name: `${first[random.below(first.length)]} ${second[random.below(second.length)]}`,
    isCustomer,
    atOpening: random.next() < 0.6 ? after(openingMinutes, random) : null,
    shareOfTime: random.next(),
    asksAgain: random.next() < 0.5,
    answersAfterMinutes: after(12, random),
    answers: random.next() < 0.85,
    givesBackAt: random.next() < 0.1 ? random.next() : null,
  };
}

/** One session: people who ask, what the minutes bring, until it begins. */
export class Days {
  readonly numbers: NumbersOfASession;
  readonly #happenings: Happening[] = [];

  constructor(settings: QueueSettings, numbers: number, random: Random) {
    this.numbers = new NumbersOfASession(settings, numbers, random);
  }

  plan(at: number, happen: (now: number) => void): void {
    const where = this.#happenings.findIndex((other) => other.at > at);
    this.#happenings.splice(where < 0 ? this.#happenings.length : where, 0, { at, happen: () => happen(at) });
  }

  /** Asks when it thinks of it, once more when the next part opens, and takes what it is offered if it sees it in time. */
  asksForItself(person: Person, device: string): void {
    const { opensAt, closesAt, partsAt } = this.numbers.schedule;
    const at =
      opensAt + (person.atOpening === null ? person.shareOfTime * (closesAt - opensAt) : person.atOpening * MINUTE);
    const asking = { owner: device, name: person.name, device };
    this.plan(at, (now) => {
      const ticket = this.#ask(asking, now);
      if (ticket) return this.holds(ticket, person, now);
      const next = partsAt.find((part) => part > now);
      if (!next || !person.asksAgain) return;
      this.plan(next + (person.atOpening ?? 20) * MINUTE, (again) => {
        const second = this.#ask(asking, again);
        if (second) this.holds(second, person, again);
      });
    });
  }

  /** Whose name takes part already is told so, and writes more of it. */
  #ask(asking: Asking, now: number): Ticket | null {
    return (
      this.numbers.ask(asking, now) ?? this.numbers.ask({ ...asking, name: `${asking.name} ${asking.device}` }, now)
    );
  }

  holds(ticket: Ticket, person: Person, since: number): void {
    if (person.givesBackAt !== null) {
      this.plan(since + person.givesBackAt * (SESSION.startsAt - since), (now) => this.numbers.cancel(ticket, now));
    }
    if (person.answers) this.answers(ticket, person.answersAfterMinutes);
  }

  /** Sees an offer so many minutes after it was made. */
  answers(ticket: Ticket, minutes: number): void {
    let seenAt: number | null = null;
    this.everyMinute((now) => {
      if (ticket.state !== 'offered') return;
      seenAt ??= now;
      if (now - seenAt >= minutes * MINUTE) this.numbers.accept(ticket, now);
    });
  }

  readonly #watchers: ((now: number) => void)[] = [];

  everyMinute(watch: (now: number) => void): void {
    this.#watchers.push(watch);
  }

  run(): void {
    const { opensAt } = this.numbers.schedule;
    for (let now = opensAt; now <= SESSION.startsAt; now = this.#next(now)) {
      while ((this.#happenings[0]?.at ?? Infinity) <= now) this.#happenings.shift()?.happen();
      this.numbers.pass(now);
      for (const watch of this.#watchers) watch(now);
    }
  }

  /** By the minute around the opening of a part and a draw, by five else: nothing there depends on less. */
  #next(now: number): number {
    const { partsAt, closesAt } = this.numbers.schedule;
    const busy = [...partsAt, closesAt].some((at) => now >= at - 5 * MINUTE && now < at + 5 * MINUTE);
    return now + (busy ? 1 : 5) * MINUTE;
  }
}
