import type { Certificate, Plan, PlanFile } from "./plan.ts";
import type { Problem } from "./problem.ts";

/**
 * - `optimal`: no plan is better; `objective` and `bound` agree to 1e-9.
 * - `within-gap`: the plan is within the gap asked for.
 * - `stopped`: the best plan found when told to stop; `bound` holds all the same.
 * - `infeasible`: no plan can keep the rules; the plan has the pinned stints only and says nothing.
 */
export type SolveStatus = "optimal" | "within-gap" | "stopped" | "infeasible";

export interface Progress {
	step: number;
	/** Expected recordings less costs; bound ≥ objective. */
	objective: number;
	bound: number;
	gapShare: number;
}

/** Tells whether to return now. `atGap` answers 'gap' so that the status can say so. */
export type StopRule = (progress: Progress) => false | "gap" | "limit";

export interface SolveOptions {
	stop: StopRule;
	/** Whole number; same problem, seed and steps give the same plan. */
	seed?: number;
	/** A plan to improve on; ignored where it breaks a rule. */
	start?: Plan;
	onProgress?: (progress: Progress) => void;
}

export interface PlanningResult {
	status: SolveStatus;
	plan: Plan;
	objective: number;
	bound: number;
	gapShare: number;
	steps: number;
	seed: number;
	certificate: Certificate;
	/** Ready to be written; `seconds` is the caller's to add. */
	file: PlanFile;
}

export function afterSteps(steps: number): StopRule {
	return ({ step }) => (step >= steps ? "limit" : false);
}

/** @param now milliseconds of a clock that never runs backwards; the engine has none of its own */
export function afterMillis(millis: number, now: () => number): StopRule {
	const end = now() + millis;
	return () => (now() >= end ? "limit" : false);
}

/** @param gapShare 0…1, of (bound − objective) / |bound| */
export function atGap(gapShare: number): StopRule {
	return (progress) => (progress.gapShare <= gapShare ? "gap" : false);
}

export function anyOf(...rules: StopRule[]): StopRule {
	return (progress) => {
		for (const rule of rules) {
			const answer = rule(progress);
			if (answer) return answer;
		}
		return false;
	};
}
