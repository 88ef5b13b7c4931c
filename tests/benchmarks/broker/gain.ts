import { type QueueSettings, standardQueueSettings } from '@jemput/shared/bookings/queue-settings';
import { seededRandom } from '@jemput/shared/random/seeded-random';
import type { ReleaseMode } from '@jemput/shared/sessions/release';
import { Days, type Person, somebody } from './residents.ts';
import type { Strategy } from './strategies.ts';

export interface Market {
  release: ReleaseMode;
  numbers: number;
  /** People who want a number, customers among them. */
  people: number;
  customers: number;
  /** Mean minutes after opening of those who come for it. */
  openingMinutes: number;
  settings?: Partial<QueueSettings>;
}

/** Who asks for the customers: each for itself as others do, each for itself in the first minute, or a broker. */
export type Asker = 'themselves' | 'attentively' | Strategy;

/** People with a number when the session begins. */
export interface Served {
  customers: number;
  others: number;
}

export interface Gain {
  /** (by the broker - alone) / alone, of means over the seeds. */
  gain: number;
  standardError: number;
}

const attentive = { atOpening: 0.5, asksAgain: true, answers: true, answersAfterMinutes: 5 };

/** The same people in as many worlds; worlds of one seed differ in nothing but who asks. */
export function servedIn(market: Market, asker: Asker, seeds: number): Served[] {
  return Array.from({ length: seeds }, (_, at) => servedOnce(market, asker, at + 1));
}

export function meanOf(some: readonly Served[], who: keyof Served): number {
  return some.reduce((sum, one) => sum + one[who], 0) / some.length;
}

/** Of a ratio of means; its standard error by the residuals about the ratio. */
export function gainOf(alone: readonly Served[], brokered: readonly Served[]): Gain {
  const before = meanOf(alone, 'customers');
  const ratio = meanOf(brokered, 'customers') / before;
  const squares = alone.map((one, at) => ((brokered[at]?.customers ?? 0) - ratio * one.customers) ** 2);
  const variance = squares.reduce((sum, square) => sum + square, 0) / Math.max(1, alone.length - 1);
  return { gain: ratio - 1, standardError: Math.sqrt(variance / alone.length) / before };
}

function servedOnce(market: Market, asker: Asker, seed: number): Served {
  const { release, numbers, people, customers, openingMinutes, settings } = market;
  const random = seededRandom(seed);
  const persons = Array.from({ length: people }, (_, at) => somebody(random, at < customers, openingMinutes));
  const clients = persons.filter(({ isCustomer }) => isCustomer);
  const residents = persons.filter(({ isCustomer }) => !isCustomer);
  const days = new Days({ ...standardQueueSettings, release, ...settings }, numbers, seededRandom(seed * 7919));
  for (const [at, person] of residents.entries()) days.asksForItself(person, `resident-${at}`);
  if (typeof asker === 'object') asker.act(days, clients, seededRandom(seed * 104_729));
  else {
    const change: Partial<Person> = asker === 'attentively' ? attentive : {};
    for (const [at, person] of clients.entries()) days.asksForItself({ ...person, ...change }, `customer-${at}`);
  }
  days.run();
  const held = days.numbers.tickets.filter(({ state }) => state === 'held');
  const owned = new Set(held.map(({ owner }) => owner));
  const isServed = (client: Person, at: number) =>
    typeof asker === 'object'
      ? held.some((ticket) => ticket.owner === client.name && asker.serves(ticket, client))
      : owned.has(`customer-${at}`);
  return {
    customers: clients.filter(isServed).length,
    others: residents.filter((_, at) => owned.has(`resident-${at}`)).length,
  };
}
