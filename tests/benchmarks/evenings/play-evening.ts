import type { EveningTicket } from '@jemput/shared/bookings/evening';
import { callable, reentryPlace } from '@jemput/shared/bookings/line-order';
import { NO_SHOWS, SERVICE_SPREAD } from '@jemput/shared/queue/assumptions';
import { drawNormal } from '@jemput/shared/queue/draws';
import { type EveningSoFar, learnEvening, type TicketSoFar } from '@jemput/shared/queue/evening-so-far';
import { fullSince } from '@jemput/shared/queue/full-said';
import { KNOWN_PEOPLE } from '@jemput/shared/queue/service-times';
import { type EveningOutlook, outlookOf } from '@jemput/shared/queue/wait-range';
import { type Random, seededRandom } from '@jemput/shared/random/seeded-random';
import type { Scenario } from './scenarios.ts';

/** Five hours; doors close a quarter of an hour before closing, as planned for such a pace. */
export const OPEN_MINUTES = 300;
export const DOORS_MINUTES = 285;
export const PLANNED_MINUTES = 10 / 3;
const MINUTE = 60_000;
const TICK_MINUTES = 0.25;
const GRID_MINUTES = 5;
const SKIP_MINUTES = 1;
/** Residents are told whole five minutes. */
const TOLD_MINUTES = 5;
const RULE = { reenterAfter: 3, lateMinutes: 45 };

/** One told range and what came of it; minutes from the doors' opening. */
export interface Told {
  when: 'taken' | 'two hours before' | 'half an hour before' | 'on arrival';
  from: number;
  to: number;
  /** First call; infinite where closing was first. */
  called: number;
}

/** A message that the turn is near. */
export interface NearTold {
  /** When the holder would be there, who leaves at once. */
  there: number;
  called: number;
}

export interface Played {
  told: Told[];
  near: NearTold[];
  /** Said to be the last who is finished by closing, and whether it was, and whether the one after it was. */
  last: { right: boolean; nextToo: boolean | null }[];
  /** People with a number who came and were not finished by closing. */
  leftWithout: number;
  /** People who just came and were told that nobody more can be served. */
  turnedAway: number;
  served: number;
  /** Minute at which it was first said to be full; null where never. */
  fullAt: number | null;
  fullChanges: number;
  /** When the last person was finished, minutes. */
  endedAt: number;
}

interface Guest {
  ticket: EveningTicket;
  dueAt: number;
  /** Infinite for who stays away. */
  comes: number;
  serviceMinutes: number;
  travelMinutes: number;
  firstCalled: number;
  finished: number;
  nearThere: number | null;
  /** At the venue, whether or not anybody noted it. */
  here: boolean;
}

interface Looked {
  outlook: EveningOutlook;
  /** Of its calls, in their order. */
  ids: string[];
}

interface Desk {
  letter: 'B' | 'C' | 'D' | 'E';
  freeAt: number;
  open: boolean;
  with: Guest | null;
}

/** Plays one evening tick by tick by the real order of the line, with estimates as the server makes them. */
export function playEvening(scenario: Scenario, numbers: number, walkInsExpected: number, seed: number): Played {
  return new PlayedEvening(scenario, numbers, walkInsExpected, seed).play();
}

class PlayedEvening {
  readonly #random: Random;
  readonly #scenario: Scenario;
  readonly #walkInsExpected: number;
  readonly #holders: Guest[] = [];
  readonly #walkIns: Guest[] = [];
  readonly #guests: Guest[] = [];
  readonly #pace: number;
  readonly #desks: Desk[];
  readonly #breaksAt: number;
  readonly #told: (Omit<Told, 'called'> & { guest: Guest })[] = [];
  readonly #lasts: { guest: Guest; next: Guest | null }[] = [];
  #fullSince: number | null = null;
  #turnedAway = 0;
  #fullAt: number | null = null;
  #fullChanges = 0;

  constructor(scenario: Scenario, numbers: number, walkInsExpected: number, seed: number) {
    this.#scenario = scenario;
    this.#walkInsExpected = walkInsExpected;
    this.#random = seededRandom(seed);
    this.#pace = PLANNED_MINUTES * scenario.paceFactor * Math.exp(0.12 * drawNormal(this.#random));
    this.#desks = (['B', 'C', 'D', 'E'] as const)
      .slice(0, scenario.desks)
      .map((letter) => ({ letter, freeAt: 0, open: true, with: null }));
    this.#breaksAt = scenario.breaksAt ? scenario.breaksAt(this.#random) * OPEN_MINUTES : Infinity;
    this.#drawHolders(numbers);
    this.#drawWalkIns();
  }

  #drawHolders(numbers: number): void {
    for (let unit = 1; unit <= numbers; ) {
      const family = this.#random.next() < this.#scenario.familyShare;
      const people = Math.min(numbers - unit + 1, family ? 2 + this.#random.below(4) : 1);
      const dueAt = Math.floor(((unit - 1) / numbers) * DOORS_MINUTES);
      const absent = this.#random.next() < this.#scenario.noShowShare;
      const late = this.#scenario.latenessMinutes(this.#random, this.#random);
      const comes = absent ? Infinity : Math.min(DOORS_MINUTES, Math.max(-20, dueAt + late));
      this.#holders.push(this.#guest(`A${unit}`, people, dueAt, comes));
      unit += people;
    }
    this.#guests.push(...this.#holders);
  }

  #drawWalkIns(): void {
    const { walkInFactor, walkInsWithin } = this.#scenario;
    const mean = this.#walkInsExpected * walkInFactor;
    const count = Math.max(0, Math.round(mean + Math.sqrt(mean + 0.1 * mean * mean) * drawNormal(this.#random)));
    for (let at = 0; at < count; at++) {
      const [from, to] = walkInsWithin;
      const comes = (from + (to - from) * this.#random.next()) * DOORS_MINUTES;
      this.#walkIns.push(this.#guest(`B${at}`, 1, comes, comes));
    }
    this.#walkIns.sort((a, b) => a.comes - b.comes);
  }

  #guest(id: string, people: number, dueAt: number, comes: number): Guest {
    let serviceMinutes = 0;
    // Lognormal, where the estimator thinks of gamma.
    const sigma = Math.sqrt(Math.log(1 + SERVICE_SPREAD ** 2));
    for (let person = 0; person < people; person++) {
      serviceMinutes += this.#pace * Math.exp(sigma * drawNormal(this.#random) - sigma ** 2 / 2);
    }
    const walkIn = id.startsWith('B');
    const ticket: EveningTicket = {
      id,
      series: walkIn ? 'B' : 'A',
      number: Number(id.slice(1)),
      people,
      origin: walkIn ? 'walk_in' : 'home',
      state: 'held',
      placeAt: dueAt * MINUTE,
      arrivedAt: null,
      calledAt: null,
      calls: 0,
      desk: null,
      asideAt: null,
      endedAt: null,
      skipReason: null,
    };
    const rest = { firstCalled: Infinity, finished: Infinity, nearThere: null, here: false };
    return { ticket, dueAt, comes, serviceMinutes, travelMinutes: 5 + this.#random.below(36), ...rest };
  }

  play(): Played {
    this.#tell(-1440, 'taken', this.#holders);
    for (let now = -120; now < 0; now += GRID_MINUTES) this.#lookAhead(now);
    for (let tick = 0; tick * TICK_MINUTES < OPEN_MINUTES; tick++) {
      const now = tick * TICK_MINUTES;
      this.#breakDown(now);
      this.#arrive(now);
      for (const desk of this.#desks) if (desk.open && desk.freeAt <= now) this.#callNext(desk, now);
      if (now % GRID_MINUTES === 0) this.#lookAhead(now);
    }
    return this.#outcome();
  }

  #breakDown(now: number): void {
    const desk = this.#desks.at(-1);
    if (!desk || now < this.#breaksAt) return;
    const back = this.#breaksAt + this.#scenario.brokenMinutes;
    // Whoever sits there is finished elsewhere; staff close the desk ten minutes after it broke.
    if (now >= back) desk.open = true;
    else if (desk.freeAt <= back) desk.freeAt = back;
    if (now >= this.#breaksAt + 10 && now < back) desk.open = false;
  }

  #arrive(now: number): void {
    for (const guest of this.#holders) {
      const { ticket } = guest;
      if (guest.here || guest.comes > now) continue;
      guest.here = true;
      const before = ticket.state;
      if (!this.#scenario.noted && before !== 'skipped') continue;
      if (before === 'skipped') {
        ticket.placeAt = reentryPlace(ticket, this.#tickets(), RULE, now * MINUTE);
        ticket.state = 'held';
      } else ticket.placeAt = Math.max(ticket.placeAt, now * MINUTE);
      ticket.arrivedAt = now * MINUTE;
      if (before === 'held' && ticket.number % 8 === 0) this.#tell(now, 'on arrival', [guest]);
    }
    for (let first = this.#walkIns[0]; first && first.comes <= now; first = this.#walkIns[0]) {
      const guest = this.#walkIns.shift() as Guest;
      if (this.#fullSince !== null) {
        this.#turnedAway += guest.ticket.people;
        continue;
      }
      guest.here = true;
      guest.ticket.arrivedAt = guest.ticket.placeAt = now * MINUTE;
      this.#guests.push(guest);
    }
  }

  #callNext(desk: Desk, now: number): void {
    if (desk.with) {
      desk.with.ticket.state = 'served';
      desk.with = null;
    }
    const [next] = callable(this.#tickets(), now * MINUTE);
    const guest = next && this.#guests.find(({ ticket }) => ticket.id === next.id);
    if (!guest) return;
    const { ticket } = guest;
    ticket.calledAt = now * MINUTE;
    ticket.desk = desk.letter;
    ticket.calls += 1;
    guest.firstCalled = Math.min(guest.firstCalled, now);
    if (!guest.here) {
      ticket.state = 'skipped';
      ticket.skipReason = 'not_here';
      ticket.asideAt = now * MINUTE;
      desk.freeAt = now + SKIP_MINUTES;
      return;
    }
    ticket.state = 'called';
    desk.with = guest;
    guest.finished = now + guest.serviceMinutes;
    desk.freeAt = guest.finished;
  }

  #tickets(): EveningTicket[] {
    return this.#guests.map(({ ticket }) => ticket);
  }

  #outlook(now: number): Looked {
    const tickets = this.#guests.map(({ ticket, dueAt }): TicketSoFar => {
      const is = { held: 'waiting', called: 'called', served: 'served' }[ticket.state as 'held'] ?? 'aside';
      const { id, people, placeAt, arrivedAt, calledAt, desk, series } = ticket;
      const walkIn = series === 'B';
      return { id, people, placeAt, arrivedAt, is: is as 'waiting', walkIn, dueAt: dueAt * MINUTE, calledAt, desk };
    });
    const soFar: EveningSoFar = {
      now: now * MINUTE,
      opensAt: 0,
      doorsCloseAt: DOORS_MINUTES * MINUTE,
      closesAt: OPEN_MINUTES * MINUTE,
      rests: [],
      lateRule: RULE,
      tickets,
      openDesks: now < 0 ? [] : this.#desks.filter(({ open }) => open).map(({ letter }) => letter),
      plannedDesks: this.#desks.length,
      service: { meanMinutes: PLANNED_MINUTES, knownPeople: KNOWN_PEOPLE },
      noShows: NO_SHOWS,
      walkInsExpected: this.#walkInsExpected,
    };
    const known = learnEvening(soFar);
    return { outlook: outlookOf(known), ids: known.waiting.map(({ id }) => id) };
  }

  #tell(now: number, when: Told['when'], guests: readonly Guest[]): void {
    this.#note(when, guests, this.#outlook(now));
  }

  #note(when: Told['when'], guests: readonly Guest[], { outlook, ids }: Looked): void {
    for (const guest of guests) {
      const call = outlook.calls[ids.indexOf(guest.ticket.id)];
      if (!call || guest.comes === Infinity) continue;
      const told = (at: number, round: (value: number) => number) => TOLD_MINUTES * round(at / MINUTE / TOLD_MINUTES);
      const [from, to] = [told(call.p10At, Math.floor), told(call.p90At, Math.ceil)];
      this.#told.push({ when, from, to, guest });
    }
  }

  /** What the server does each minute, here every five. */
  #lookAhead(now: number): void {
    const due = (minutes: number) =>
      this.#holders.filter(({ dueAt }) => dueAt > now + minutes - GRID_MINUTES && dueAt <= now + minutes);
    const { outlook, ids } = this.#outlook(now);
    this.#note('two hours before', due(120), { outlook, ids });
    this.#note('half an hour before', due(30), { outlook, ids });
    for (const guest of this.#holders) {
      const call = outlook.calls[ids.indexOf(guest.ticket.id)];
      if (!call || guest.nearThere !== null) continue;
      if (now >= call.p10At / MINUTE - guest.travelMinutes - 5) guest.nearThere = now + guest.travelMinutes;
    }
    if (now < 0) return;
    const before = this.#fullSince;
    this.#fullSince = fullSince(before, outlook.oneMoreShare, now * MINUTE);
    if ((before === null) !== (this.#fullSince === null)) this.#fullChanges += 1;
    if (before === null && this.#fullSince !== null) this.#fullAt ??= now;
    this.#noteLast(outlook, ids);
  }

  #noteLast({ lastServable }: EveningOutlook, ids: readonly string[]): void {
    if (!lastServable) return;
    const line = this.#guests
      .filter(({ ticket }) => ids.includes(ticket.id))
      .sort((a, b) => a.ticket.placeAt - b.ticket.placeAt);
    const at = line.findIndex(({ ticket }) => ticket.id === lastServable.id);
    const guest = line[at];
    if (guest && guest.comes < Infinity) this.#lasts.push({ guest, next: line[at + 1] ?? null });
  }

  #outcome(): Played {
    const came = this.#guests.filter(({ comes }) => comes < Infinity);
    const inTime = ({ finished }: Guest) => finished <= OPEN_MINUTES;
    const people = (guests: readonly Guest[]) => guests.reduce((sum, { ticket }) => sum + ticket.people, 0);
    return {
      told: this.#told.map(({ guest, ...told }) => ({ ...told, called: guest.firstCalled })),
      near: this.#holders
        .filter(({ nearThere, comes }) => nearThere !== null && comes < Infinity)
        .map(({ nearThere, firstCalled }) => ({ there: nearThere ?? 0, called: firstCalled })),
      last: this.#lasts.map(({ guest, next }) => ({
        right: inTime(guest),
        nextToo: next && next.comes < Infinity ? inTime(next) : null,
      })),
      leftWithout: people(came.filter((guest) => !inTime(guest))),
      turnedAway: this.#turnedAway,
      served: people(came.filter(inTime)),
      fullAt: this.#fullAt,
      fullChanges: this.#fullChanges,
      endedAt: Math.max(0, ...came.map(({ finished }) => finished).filter((at) => at < Infinity)),
    };
  }
}
