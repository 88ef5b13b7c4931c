import type { Session } from '@jemput/shared/sessions/session';
import type { Api } from '#lib/api.ts';
import type { Instead } from './session-words.ts';

/** The nearest session to go to in place of each that cannot be gone to and has any. */
export async function readInstead(api: Api, sessions: Session[]): Promise<Instead> {
  const pairs = await Promise.all(
    sessions.map(async ({ id, alternatives }) => {
      const [nearest] = alternatives.length > 0 ? (await api.sessions.get({ id })).alternatives : [];
      return nearest ? [[id, toGo(nearest)] as const] : [];
    }),
  );
  return Object.fromEntries(pairs.flat());
}

function toGo({ id, date, startsAt, endsAt, venue, distanceM }: Session & { distanceM: number }): Instead[string] {
  return { id, date, startsAt, endsAt, name: venue.name, distanceM };
}
