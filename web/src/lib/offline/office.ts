import { api } from '#lib/api.ts';
import type { Office } from '#lib/offline/outbox.svelte.ts';

const PATIENCE_MILLIS = 15_000;

/** The office behind the network, as the outbox sees it. */
export const officeOverHttp: Office = {
  send: (report) => api.field.report.mutate(report, { signal: AbortSignal.timeout(PATIENCE_MILLIS) }),
  whoAmI: () => api.auth.me.query(undefined, { signal: AbortSignal.timeout(PATIENCE_MILLIS) }),
};
