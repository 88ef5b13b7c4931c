import { api } from '#lib/api.ts';
import type { PlanDraft } from './plan-draft.svelte.ts';

/** Another draft at the office with what is on the board, saved or not; its plan id. Rejects as the office refuses. */
export async function storeCopy(draft: Pick<PlanDraft, 'planId' | 'stints'>, name: string): Promise<string> {
  const { planId } = await api.planning.createDraft.mutate({ copyOf: draft.planId, name });
  const stints = draft.stints.map((stint) => ({ ...stint, kits: [...stint.kits] }));
  await api.planning.saveDraft.mutate({ planId, revision: 1, stints });
  return planId;
}
