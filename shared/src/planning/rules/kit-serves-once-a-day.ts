import { dateAt, isAvailable, type Stint } from "../problem.ts";
import { type Notice, type Rule, stintParams } from "./rule.ts";

/** Rule 1: a kit stands in at most one session a date, never on a date of its outage, never outside the horizon. */
export const kitServesOnceADay: Rule = {
	code: "kit_not_free",
	severity: "hard",
	check: (plan, problem) => {
		const notices: Notice[] = [];
		const holder = new Map<number, number>();
		const width = problem.dates.length;
		const add = (
			reason: string,
			stints: number[],
			stint: Stint,
			kit: number,
			date: number,
			why: string,
		) => {
			const params = {
				reason,
				...stintParams(problem, stint),
				kit: problem.kitIds[kit] ?? "",
				date: dateAt(problem, date),
			};
			const text = `Kit ${params.kit} cannot serve ${params.venue} on ${params.date}: ${why}.`;
			notices.push({
				code: "kit_not_free",
				severity: "hard",
				stints,
				params,
				text,
			});
		};
		for (const [at, stint] of plan.stints.entries()) {
			const outside =
				stint.start < 0
					? stint.start
					: stint.start + stint.days > width
						? stint.start + stint.days - 1
						: -1;
			if (stint.start < 0 || outside >= width) {
				add(
					"outside_horizon",
					[at],
					stint,
					stint.kits[0] ?? -1,
					outside,
					"that is outside the horizon",
				);
			}
			for (const kit of stint.kits) {
				for (
					let date = Math.max(0, stint.start);
					date < Math.min(width, stint.start + stint.days);
					date++
				) {
					if (!isAvailable(problem, kit, date))
						add(
							"unavailable",
							[at],
							stint,
							kit,
							date,
							"it is unavailable then",
						);
					const cell = kit * width + date;
					const other = holder.get(cell);
					if (other === undefined) holder.set(cell, at);
					else
						add(
							"twice",
							[other, at],
							stint,
							kit,
							date,
							`it stands at ${problem.venueIds[plan.stints[other]?.venue ?? 0]} then`,
						);
				}
			}
		}
		return notices;
	},
};
