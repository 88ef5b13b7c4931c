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
  /** Customers who ask for themselves do so in the first minute and answer every offer; others are as they are. */
  areAttentive?: boolean;
  settings?: Partial<QueueSettings>;
}

export interface Gain {
  /** Customers served where each asks for itself, as residents do, and where the broker asks; means over the seeds. */
  alone: number;
  withBroker: number;
  /** Of all others. */
  othersAlone: number;
  othersWithBroker: number;
  /** (withBroker - alone) / alone, and its standard error over the seeds. */
  gain: number;
  standardError: number;
}

/** The same people in the same worlds, with and without a broker. */
export function gainOf(strategy: Strategy, market: Market, seeds: number): Gain {
  const rows = Array.from({ length: seeds }, (_, at) => ({
    alone: served(null, market, at + 1),
    brokered: served(strategy, market, at + 1),
  }));
  const mean = (value: (row: (typeof rows)[number]) => number) =>
    rows.reduce((sum, row) => sum + value(row), 0) / seeds;
  const alone = mean((row) => row.alone.customers);
  const withBroker = mean((row) => row.brokered.customers);
  const gain = (withBroker - alone) / alone;
  // Of a ratio of means: residuals about the ratio.
  const residual = (row: (typeof rows)[number]) => row.brokered.customers - (1 + gain) * row.alone.customers;
  const standardError = Math.sqrt(mean((row) => residual(row) ** 2) / Math.max(1, seeds - 1)) / alone;
  const othersAlone = mean((row) => row.alone.others);
  return { alone, withBroker, othersAlone, othersWithBroker: mean((row) => row.brokered.others), gain, standardError };
}

const attentive = { atOpening: 0.5, asksAgain: true, answers: true, answersAfterMinutes: 5 };

function served(strategy: Strategy | null, market: Market, seed: number): { customers: number; others: number } {
  const { release, numbers, people, customers, areAttentive, settings } = market;
  const random = seededRandom(seed);
  const persons = Array.from({ length: people }, (_, at) => somebody(random, at < customers)).map(
    (person): Person => (areAttentive && person.isCustomer ? { ...person, ...attentive } : person),
  );
  const days = new Days({ ...standardQueueSettings, release, ...settings }, numbers, seededRandom(seed * 7919));
  const [clients, residents] = [
    persons.filter(({ isCustomer }) => isCustomer),
    persons.filter((one) => !one.isCustomer),
  ];
  const alone = (some: readonly Person[], kind: string) => {
    for (const [at, person] of some.entries()) days.asksForItself(person, `${kind}-${at}`);
  };
  alone(residents, 'resident');
  if (strategy) strategy.act(days, clients, seededRandom(seed * 104_729));
  else alone(clients, 'customer');
  days.run();
  const held = days.numbers.tickets.filter(({ state }) => state === 'held');
  const owned = new Set(held.map(({ owner }) => owner));
  return {
    customers: clients.filter((client, at) =>
      strategy
        ? held.some((ticket) => ticket.owner === client.name && strategy.serves(ticket, client))
        : owned.has(`customer-${at}`),
    ).length,
    others: residents.filter((_, at) => owned.has(`resident-${at}`)).length,
  };
}
