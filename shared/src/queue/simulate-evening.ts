import type { Random } from '../random/seeded-random.ts';
import { arrivalDraws, drawAround, serviceDraws } from './draws.ts';
import type { Evening, EveningCrowd } from './evening.ts';

/** Somebody who came; minutes from when the doors opened. */
export interface Guest {
  holder: boolean;
  arrivedMinutes: number;
  /** Who is lower here is called first: the minute of the number, or that of arrival where that is later or there is no number. */
  placeMinutes: number;
  /** What the recording takes. */
  serviceMinutes: number;
  /** Called to a desk; infinite where closing came first. */
  calledMinutes: number;
}

export interface EveningOutcome {
  /** In order of arrival. */
  guests: Guest[];
  served: number;
  /** People who came and were not finished by closing. */
  leftWithout: number;
}

/** Draws who comes and when, in order of arrival. Walk-ins come by the profile, holders around the minute of their number. */
export function drawGuests(evening: Evening, crowd: EveningCrowd, random: Random): Guest[] {
  const { doorsCloseMinutes } = evening;
  const arrive = arrivalDraws(evening.arrivals);
  const serve = serviceDraws(evening.service);
  const guests: Guest[] = [];
  const come = (holder: boolean, arrivedMinutes: number, numberMinute: number) =>
    guests.push({
      holder,
      arrivedMinutes,
      placeMinutes: Math.max(arrivedMinutes, numberMinute),
      serviceMinutes: serve(random),
      calledMinutes: Infinity,
    });
  for (let walkIn = 0; walkIn < crowd.walkIns; walkIn++) come(false, arrive(random) * doorsCloseMinutes, 0);
  for (const minute of crowd.numberMinutes ?? []) {
    const stays = random.next() < (crowd.noShowShare ?? 0);
    if (!stays) come(true, drawAround(minute / doorsCloseMinutes, random) * doorsCloseMinutes, minute);
  }
  return guests.sort((a, b) => a.arrivedMinutes - b.arrivedMinutes);
}

/**
 * One session from opening to closing: whoever is free calls the first in line, by place. Nobody is called after closing, and who
 * is not finished by then counts as left without.
 */
export function simulateEvening(evening: Evening, crowd: EveningCrowd, random: Random): EveningOutcome {
  return serveGuests(evening, drawGuests(evening, crowd, random));
}

/** Calls these guests, who are in order of arrival, and notes when. */
export function serveGuests(
  { desks, openMinutes }: Pick<Evening, 'desks' | 'openMinutes'>,
  guests: Guest[],
): EveningOutcome {
  const freeAt = new Float64Array(desks);
  const line: Guest[] = [];
  let served = 0;
  let next = 0;
  let now = 0;
  while (desks > 0 && (next < guests.length || line.length > 0)) {
    const desk = soonest(freeAt);
    const comes = line.length > 0 ? 0 : (guests[next] as Guest).arrivedMinutes;
    now = Math.max(now, freeAt[desk] as number, comes);
    if (now >= openMinutes) break;
    while (next < guests.length && (guests[next] as Guest).arrivedMinutes <= now) {
      queueUp(line, guests[next] as Guest);
      next += 1;
    }
    const guest = line.shift() as Guest;
    guest.calledMinutes = now;
    const finished = now + guest.serviceMinutes;
    freeAt[desk] = finished;
    if (finished <= openMinutes) served += 1;
  }
  return { guests, served, leftWithout: guests.length - served };
}

function soonest(freeAt: Float64Array): number {
  let desk = 0;
  for (let other = 1; other < freeAt.length; other++) {
    if ((freeAt[other] as number) < (freeAt[desk] as number)) desk = other;
  }
  return desk;
}

/** Puts somebody behind everybody with a place as low or lower; mostly that is the end. */
function queueUp(line: Guest[], guest: Guest): void {
  let at = line.length;
  while (at > 0 && (line[at - 1] as Guest).placeMinutes > guest.placeMinutes) at -= 1;
  if (at === line.length) line.push(guest);
  else line.splice(at, 0, guest);
}
