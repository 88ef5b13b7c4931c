import { exceedsHouseholdCap } from '@jemput/shared/bookings/household-cap';
import type { Taken } from '@jemput/shared/bookings/take-number';
import type { PreparedRequest } from './prepare-request.ts';
import type { TakingFacts } from './read-for-taking.ts';

type Refused = Extract<Taken, { outcome: 'refused' }>;

/** Why a request gets nothing whatever room there is; undefined where it may have a number. @param now Unix milliseconds */
export function whyRefused(facts: TakingFacts, request: PreparedRequest, now: number): Refused | undefined {
  const found = facts.queues.get(request.sessionId);
  if (!found) return refused('no_numbers_here');
  const { queue, session } = found;
  if (session.status === 'cancelled') return refused('cancelled');
  if (session.status === 'done' || session.endsAt * 1000 <= now) return refused('past');
  if (now >= queue.closesAt || session.startsAt * 1000 <= now) return refused('begun');
  if (now < queue.opensAt) return refused('not_open_yet');
  if (request.people > facts.settings.mostPeople) return refused('too_many_people', 'people');
  return capReached(facts, request);
}

function capReached({ settings, held, assisted }: TakingFacts, request: PreparedRequest): Refused | undefined {
  const { bookedBy, contactCheck, deviceCheck } = request;
  if (bookedBy !== null) {
    return (assisted.get(bookedBy.id) ?? 0) >= settings.assistedPerDay ? refused('assisted_cap') : undefined;
  }
  const count = (isSame: (ticket: (typeof held)[number]) => boolean) => held.filter(isSame).length;
  const byContact = contactCheck === null ? 0 : count((ticket) => ticket.contactCheck === contactCheck);
  const byDevice = deviceCheck === null ? 0 : count((ticket) => ticket.deviceCheck === deviceCheck);
  return exceedsHouseholdCap(settings, { byContact, byDevice }) ? refused('household_cap', 'contact') : undefined;
}

export function refused(refusal: Refused['refusal'], field?: Refused['field']): Refused {
  return { outcome: 'refused', refusal, ...(field ? { field } : {}) };
}
