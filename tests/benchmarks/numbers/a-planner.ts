import type { DraftStint } from '@jemput/shared/planning/draft';
import * as devalue from 'devalue';

export interface Planner {
  /** Drafts the timetable in force without the session. @returns what publishes that */
  prepareCancelling(sessionId: string): Promise<() => Promise<void>>;
}

/** Signed in as the demo's planner, over HTTP. */
export async function aPlanner(url: string): Promise<Planner> {
  const signedIn = await fetch(`${url}/api/auth/sign-in/username`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ username: 'planner', password: 'perencana' }),
  });
  const cookie = signedIn.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
  const call = async <Answer>(path: string, input: unknown, method: 'GET' | 'POST' = 'POST'): Promise<Answer> => {
    const text = JSON.stringify(devalue.stringify(input));
    const address = `${url}/api/trpc/${path}${method === 'GET' ? `?input=${encodeURIComponent(text)}` : ''}`;
    const headers = { 'content-type': 'application/json', cookie, origin: url };
    const answer = await fetch(address, { method, headers, ...(method === 'POST' ? { body: text } : {}) });
    const told = (await answer.json()) as { result?: { data: string }; error?: unknown };
    if (!told.result) throw new Error(`${path}: ${JSON.stringify(told.error)}`);
    return devalue.parse(told.result.data) as Answer;
  };
  return {
    async prepareCancelling(sessionId) {
      const shown = (await (await fetch(`${url}/api/v1/sessions/${sessionId}`)).json()) as {
        date: string;
        slot: string;
        venue: { id: string };
      };
      const { planId } = await call<{ planId: string }>('planning.createDraft', {});
      const board = await call<{ plan: { revision: number; timetableId: number }; stints: DraftStint[] }>(
        'planning.board',
        { planId },
        'GET',
      );
      const stints = board.stints.filter((stint) => !covers(stint, shown));
      const { revision } = await call<{ revision: number }>('planning.saveDraft', {
        planId,
        revision: board.plan.revision,
        stints,
      });
      const { timetableId } = board.plan;
      return async () => {
        await call('sessions.publish', { planId, revision, timetableId, reason: 'uji' });
      };
    },
  };
}

/** A stint of that venue and hour at all: all its evenings fall away. */
function covers(stint: DraftStint, { slot, venue }: { slot: string; venue: { id: string } }): boolean {
  return stint.venue === venue.id && stint.slot === slot;
}
