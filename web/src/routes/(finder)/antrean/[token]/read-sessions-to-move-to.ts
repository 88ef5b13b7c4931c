import { rankAlternatives } from '@jemput/shared/bookings/rank-alternatives';
import type { TicketView } from '@jemput/shared/bookings/ticket-view';
import { ALTERNATIVES_WITHIN_KM } from '@jemput/shared/sessions/nearest-session';
import { numberStateOf } from '@jemput/shared/sessions/number-state';
import type { Session } from '@jemput/shared/sessions/session';
import type { Api } from '#lib/api.ts';

const ASKED = 60;
const SHOWN = 6;

/** Where there is room for all on the ticket now, best first: way and days. */
export async function readSessionsToMoveTo(
  api: Api,
  { session, people }: Pick<TicketView, 'session' | 'people'>,
  now: string,
): Promise<Session[]> {
  const { lat, lon } = session.venue;
  const found = await api.sessions.find({ near: { lat, lon }, radiusKm: ALTERNATIVES_WITHIN_KM, limit: ASKED });
  const open = found.sessions.filter(
    (other) => other.id !== session.id && other.service === session.service && hasRoom(other, people, now),
  );
  const ranked = rankAlternatives(
    open.map((other) => ({
      session: other,
      sessionId: other.id,
      distanceM: other.distanceM ?? 0,
      startsMillis: Date.parse(other.startsAt),
      room: other.queue?.left ?? 0,
    })),
    Date.parse(session.startsAt),
  );
  return ranked.slice(0, SHOWN).map((one) => one.session);
}

function hasRoom(session: Session, people: number, now: string): boolean {
  return numberStateOf(session, now) === 'open' && (session.queue?.left ?? 0) >= people;
}
