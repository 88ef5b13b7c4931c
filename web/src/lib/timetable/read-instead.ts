import type { Session } from '@jemput/shared/sessions/session';
import type { Api } from '#lib/api.ts';
import type { Instead } from './session-words.ts';

/** The nearest session to go to in place of each cancelled one that has any. */
export async function readInstead(api: Api, sessions: Session[]): Promise<Instead> {
  const cancelled = sessions.filter(({ status, alternatives }) => status === 'cancelled' && alternatives.length > 0);
  const pairs = await Promise.all(
    cancelled.map(async ({ id }) => {
      const [nearest] = (await api.sessions.get({ id })).alternatives;
      return nearest ? [[id, toGo(nearest)] as const] : [];
    }),
  );
  return Object.fromEntries(pairs.flat());
}

function toGo({ id, date, venue, distanceM }: Session & { distanceM: number }): Instead[string] {
  return { id, date, name: venue.name, distanceM };
}
