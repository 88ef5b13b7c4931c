import type { RunState } from '@jemput/shared/planning/draft';
import { api, type Inputs } from '#lib/api.ts';
import { attempt, type Refusal } from '#lib/forms/refusal.ts';

type Sample = Pick<RunState, 'seconds' | 'objective' | 'bound'>;

/** One run of the engine as it is watched: where it stands, and the way there. */
export class PlanningRun {
  state = $state.raw<RunState>();
  samples = $state.raw<Sample[]>([]);
  starting = $state(false);
  stopping = $state(false);
  refusal = $state.raw<Refusal>();
  /** True where the connection broke and cannot be taken up again. */
  lost = $state(false);
  #runId: string | undefined;
  #watching: { unsubscribe(): void } | undefined;

  readonly running = $derived(this.starting || (this.state?.state === 'running' && !this.lost));
  readonly ended = $derived(this.state?.state === 'done' || this.state?.state === 'cancelled');

  async start(input: Inputs['planning']['propose']): Promise<void> {
    this.starting = true;
    this.refusal = undefined;
    this.lost = false;
    this.stopping = false;
    this.state = undefined;
    this.samples = [];
    const outcome = await attempt(() => api.planning.propose.mutate(input));
    this.starting = false;
    if ('refusal' in outcome) {
      this.refusal = outcome.refusal;
      return;
    }
    this.#runId = outcome.value.runId;
    this.#watch(outcome.value.runId, input);
  }

  #watch(runId: string, { planId, revision }: { planId: string; revision: number }): void {
    const nothingYet = { step: -1, objective: 0, bound: 0, gapShare: 0, seconds: 0 };
    this.state = { state: 'running', planId, revision, ...nothingYet };
    this.#watching = api.planning.watch.subscribe(
      { runId },
      {
        onData: (state) => this.#told(state as RunState),
        onError: () => {
          this.lost = true;
        },
      },
    );
  }

  #told(state: RunState): void {
    this.state = state;
    const { seconds, objective, bound } = state;
    this.samples = [...this.samples, { seconds, objective, bound }];
    if (state.state !== 'running') this.#watching?.unsubscribe();
  }

  /** Keeps the best plan so far: the run ends by itself soon after. */
  async stop(): Promise<void> {
    const runId = this.#runId;
    if (!runId) return;
    this.stopping = true;
    const outcome = await attempt(() => api.planning.cancel.mutate({ runId }));
    if ('refusal' in outcome) this.refusal = outcome.refusal;
  }

  leave(): void {
    this.#watching?.unsubscribe();
  }
}
