const running = new Set<string>();

export function beginScenario(scenarioId: string): void {
  running.add(scenarioId);
}

export function endScenario(scenarioId: string): void {
  running.delete(scenarioId);
}

/** Those under way now; one that is not, and not solved, was interrupted. Ask before reading the table, not after. */
export function runningScenarios(): ReadonlySet<string> {
  return new Set(running);
}
