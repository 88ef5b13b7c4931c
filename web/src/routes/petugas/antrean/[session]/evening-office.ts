import { api } from '#lib/api.ts';
import type { EveningOffice } from './queue-desk.svelte.ts';

/** A caller waits for the answer with somebody before them. */
const PATIENCE_MILLIS = 4_000;

export function officeOf(sessionId: string, deviceId: string): EveningOffice {
  const options = () => ({ signal: AbortSignal.timeout(PATIENCE_MILLIS) });
  return {
    act: (batch) => api.evening.act.mutate({ sessionId, deviceId, ...batch }, options()),
    sheet: () => api.evening.sheet.query({ sessionId, deviceId }, options()),
  };
}
