import { comparedName } from '@jemput/shared/bookings/compared-name';
import type { Random } from '@jemput/shared/random/seeded-random';
import { MINUTE, SESSION, type Ticket } from './numbers-of-a-session.ts';
import type { Days, Person } from './residents.ts';

/** Somebody who asks for customers by machine: in the first second, from as many devices as it likes, awake day and night. */
export interface Strategy {
  name: string;
  act(days: Days, customers: readonly Person[], random: Random): void;
  /** Whom the door lets through with it. */
  serves(ticket: Ticket, customer: Person): boolean;
}

/** As the rule is: the name that is called is the customer's, however it is spelled. */
const sameName = (ticket: Ticket, customer: Person) => ticket.chance === comparedName(customer.name);
/** A door that takes any part of a name for the name. */
const anyPart = (ticket: Ticket, customer: Person) =>
  ticket.chance.split(' ').every((word) => comparedName(customer.name).split(' ').includes(word));

let devices = 0;
function newDevice(): string {
  devices += 1;
  return `device-of-broker-${devices}`;
}

const SECOND = 1000;

/** Asks in each of these names as soon as it can, again at each part's opening, and takes every offer at once. */
function asksFor(days: Days, customer: Person, names: readonly string[]): void {
  const { opensAt, partsAt } = days.numbers.schedule;
  const mine = new Map<string, Ticket>();
  const ask = (now: number) => {
    for (const name of names) {
      if (isOpen(mine.get(name)) || hasNumber(mine)) continue;
      const ticket = days.numbers.ask({ owner: customer.name, name, device: newDevice() }, now);
      if (ticket) mine.set(name, ticket);
    }
  };
  for (const at of new Set([opensAt, ...partsAt])) days.plan(at + SECOND, ask);
  days.everyMinute((now) => {
    for (const ticket of mine.values()) if (ticket.state === 'offered') days.numbers.accept(ticket, now);
    const [kept, ...spare] = [...mine.values()].filter(({ state }) => state === 'held');
    if (kept) cannotCome(days, customer, kept, now);
    if (kept) for (const ticket of spare) days.numbers.cancel(ticket, now);
    if (kept) for (const ticket of mine.values()) if (ticket.state === 'waiting_list') days.numbers.cancel(ticket, now);
  });
}

const planned = new WeakSet<Ticket>();

/** Customers have to give up as many numbers as other people. */
function cannotCome(days: Days, { givesBackAt }: Person, ticket: Ticket, now: number): void {
  if (givesBackAt === null || planned.has(ticket)) return;
  planned.add(ticket);
  days.plan(now + givesBackAt * (SESSION.startsAt - now), (at) => days.numbers.cancel(ticket, at));
}

function isOpen(ticket: Ticket | undefined): boolean {
  return ticket !== undefined && ['entered', 'waiting_list', 'offered', 'held'].includes(ticket.state);
}

function hasNumber(tickets: Map<string, Ticket>): boolean {
  return [...tickets.values()].some(({ state }) => state === 'held');
}

/** The same name as a machine would write it differently; all are heard alike. */
export function spellingsOf(name: string): string[] {
  const [given = '', family = ''] = name.split(' ');
  const old = (text: string) => text.replaceAll('u', 'oe').replaceAll('y', 'j').replaceAll('c', 'tj');
  return [
    name,
    name.toUpperCase(),
    `${family} ${given}`,
    `Bpk. ${name}`,
    `Hj. ${given}  ${family}`,
    name.replace(/([aeiou])/, '$1$1'),
    name.replaceAll('u', 'oe'),
    `${given}h ${family}`,
    name.replace(/([bdgkpt])/, '$1$1'),
    `${given}-${old(family)}`.replaceAll('j', 'y'),
  ];
}

const speed: Strategy = {
  name: 'first second, a device for each customer',
  serves: sameName,
  act: (days, customers) => {
    for (const customer of customers) asksFor(days, customer, [customer.name]);
  },
};

const manyEntries: Strategy = {
  name: 'ten requests for each customer, each from another device',
  serves: sameName,
  act: (days, customers) => {
    for (const customer of customers)
      asksFor(
        days,
        customer,
        Array.from({ length: 10 }, (_, at) => `${' '.repeat(at)}${customer.name}`),
      );
  },
};

const spellings: Strategy = {
  name: 'ten spellings of each name',
  serves: sameName,
  act: (days, customers) => {
    for (const customer of customers) asksFor(days, customer, spellingsOf(customer.name));
  },
};

const parts: Strategy = {
  name: 'first, last and whole name, where the door lets any of them through',
  serves: anyPart,
  act: (days, customers) => {
    for (const customer of customers) asksFor(days, customer, [customer.name, ...customer.name.split(' ')]);
  },
};

/** Takes numbers in made-up names, gives each back when it likes, and asks in the customer's name in the same second and each minute after. */
const hoard: Strategy = {
  name: 'hoards in made-up names, gives back and retakes',
  serves: sameName,
  act: (days, customers, random) => {
    const { opensAt, closesAt } = days.numbers.schedule;
    const hoarded: Ticket[] = [];
    days.plan(opensAt + SECOND, (now) => {
      for (let at = 0; at < 2 * customers.length; at++) {
        const name = `Karangan${at} Palsu${random.below(1e6)}`;
        const ticket = days.numbers.ask({ owner: 'nobody', name, device: newDevice() }, now);
        if (ticket) hoarded.push(ticket);
      }
    });
    customers.forEach((customer, at) => {
      let mine: Ticket | null = null;
      const giveBackAt = closesAt + (SESSION.startsAt - closesAt) / 4 + at * MINUTE;
      const sold = opensAt + 90 * MINUTE + at * 7 * MINUTE;
      days.plan(Math.max(sold, closesAt < SESSION.startsAt ? giveBackAt : sold), (now) => {
        const spare = hoarded.filter(({ state }) => state === 'held');
        for (const ticket of spare.slice(0, 2)) days.numbers.cancel(ticket, now);
        mine = days.numbers.ask({ owner: customer.name, name: customer.name, device: newDevice() }, now + 1);
      });
      if (closesAt < SESSION.startsAt) {
        days.plan(opensAt + 2 * SECOND, (now) => {
          mine = days.numbers.ask({ owner: customer.name, name: customer.name, device: newDevice() }, now);
        });
      }
      days.everyMinute((now) => {
        if (mine?.state === 'held') cannotCome(days, customer, mine, now);
        if (mine?.state === 'offered') days.numbers.accept(mine, now);
        if (mine === null && now > sold) {
          mine = days.numbers.ask({ owner: customer.name, name: customer.name, device: newDevice() }, now);
        }
      });
    });
  },
};

/** Fills the waiting list with each customer many times as soon as numbers are gone. */
const stuffing: Strategy = {
  name: 'stuffs the waiting list with five of each customer',
  serves: sameName,
  act: (days, customers) => {
    for (const customer of customers) {
      asksFor(days, customer, [customer.name]);
      const more: Ticket[] = [];
      days.everyMinute((now) => {
        const all = days.numbers.tickets.filter((ticket) => ticket.owner === customer.name);
        const kept = all.find(({ state }) => state === 'held');
        const has = kept !== undefined;
        if (kept) cannotCome(days, customer, kept, now);
        if (!has && more.filter(isOpen).length < 5) {
          const ticket = days.numbers.ask({ owner: customer.name, name: customer.name, device: newDevice() }, now);
          if (ticket) more.push(ticket);
        }
        for (const ticket of more) {
          if (ticket.state === 'offered' && !has) days.numbers.accept(ticket, now);
          else if (has && isOpen(ticket) && ticket.state !== 'held') days.numbers.cancel(ticket, now);
        }
      });
    }
  },
};

export const strategies: readonly Strategy[] = [speed, manyEntries, spellings, hoard, stuffing];
/** Against a door that asks for less than the rule. */
export const laxDoor: Strategy = parts;
