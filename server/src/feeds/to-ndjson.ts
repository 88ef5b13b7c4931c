import type { Session } from '@jemput/shared/sessions/session';

/** One session a line. */
export function* toNdjson(sessions: Iterable<Session>): Generator<string> {
  for (const session of sessions) yield `${JSON.stringify(session)}\n`;
}
