import { instance } from '../instances/sizes.ts';
import { gapOf, measureInChild } from './in-child.ts';
import { percent } from './markdown-table.ts';

/** Seconds that the search may take of the 2 that the whole answer is asked in. */
const SECONDS = 1;

/** The city, everything published, and the busiest kit out from tomorrow on. */
export async function measureReplanning({ quick }: { quick: boolean }): Promise<string> {
  const planSeconds = quick ? 3 : 10;
  const file = instance('city', 1);
  const run = await measureInChild({ kind: 'replan', file, planSeconds, seconds: SECONDS });
  const { replanned } = run;
  if (!replanned) return '';
  const least =
    replanned.pools > replanned.forced
      ? `the least of the others gains ${replanned.least.toFixed(1)} recordings`
      : 'no other';
  return [
    `\`city\`, planned for ${planSeconds} s, all ${replanned.sessionsBefore} sessions published; the busiest kit fails tomorrow, for good.`,
    `A new plan after ${run.seconds.toFixed(2)} s (asked: 2 s), ${percent(gapOf(run))} from its bound, ${run.faults.length} faults:`,
    `${replanned.pools} pools change, ${replanned.forced} of them because the kit is gone (${least}); ${replanned.sessionsLost} published sessions are given up or moved.`,
  ].join(' ');
}
