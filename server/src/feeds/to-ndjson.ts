import type { Session } from '@jemput/shared/sessions/session';

/** One session a line. */
export function toNdjson(sessions: readonly Session[]): string {
  return sessions.map((session) => `${JSON.stringify(session)}\n`).join('');
}
