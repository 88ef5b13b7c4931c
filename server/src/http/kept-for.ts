import { performance } from 'node:perf_hooks';

/** The same question, answered once for all who ask it within `millis` of the last time; a failure is not kept. */
export function keptFor<Asked, Answer>(
  millis: number,
  ask: (asked: Asked) => Promise<Answer>,
): (asked: Asked) => Promise<Answer> {
  let kept: { at: number; answer: Promise<Answer> } | undefined;
  return (asked) => {
    if (kept && performance.now() - kept.at < millis) return kept.answer;
    const fresh = { at: performance.now(), answer: ask(asked) };
    kept = fresh;
    fresh.answer.catch(() => {
      if (kept === fresh) kept = undefined;
    });
    return fresh.answer;
  };
}
