import { measureAskedGaps } from './planning/asked-gaps.ts';
import { measureBesideBaselines } from './planning/beside-baselines.ts';
import { measureBesideExact } from './planning/beside-exact.ts';
import { measureDemoCity } from './planning/demo-city.ts';
import { measureGrowth } from './planning/growth.ts';
import { writePlanningCurve } from './planning/planning-curve.ts';
import { measurePromptStop } from './planning/prompt-stop.ts';
import { measureReplanning } from './planning/replanning.ts';
import type { Benchmark } from './run.ts';

const CURVE = '![Gap against time, and time to a gap against pools × dates](../../.github/planning-curve.svg)';

/** One after the other: the machine must be idle, or the figures are of something else. */
async function measure({ quick }: { quick: boolean }): Promise<string> {
  const parts: [title: string, text: string][] = [];
  const add = (title: string, text: string) => {
    parts.push([title, text]);
    console.error(`${title}: measured`);
  };
  const asked = await measureAskedGaps({ quick });
  add('What is asked', asked.text);
  add('Told to stop', await measurePromptStop({ quick }));
  add('Replanning', await measureReplanning({ quick }));
  add('Beside the 2013 practice and a greedy by expected yield', await measureBesideBaselines({ quick }));
  add('Beside an exact solver', await measureBesideExact({ quick }));
  const { text, growth } = await measureGrowth({ quick });
  add('Growth', text);
  add('The demo city', await measureDemoCity({ quick }));
  if (!quick) writePlanningCurve(asked.curves, growth);
  return [CURVE, ...parts.map(([title, text]) => `### ${title}\n\n${text}`)].join('\n\n');
}

export const planning: Benchmark = { title: 'Planning', measure };
