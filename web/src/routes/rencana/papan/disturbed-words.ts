import type { Outputs } from '#lib/api.ts';
import { number } from '#lib/format.ts';
import { m } from '#lib/paraglide/messages.js';

type Disturbed = Outputs['following']['disturbed']['sessions'][number];

/** "80 orang bernomor: 75 dapat tempat lain, 5 masuk daftar tunggu" */
export function disturbedWords({ change, holding, waiting, roomElsewhere, withoutRoom }: Disturbed): string {
  const words: string[] = [];
  if (holding > 0) {
    if (change === 'moved' || change === 'hours') words.push(m.numbers_diff_moved({ count: holding }));
    else if (change === 'kits') words.push(m.numbers_diff_kits({ count: holding }));
    else words.push(m.numbers_diff_cancelled({ count: number(holding), room: number(roomElsewhere) }));
  }
  if (withoutRoom > 0) words.push(m.numbers_diff_without({ count: number(withoutRoom) }));
  if (waiting > 0) words.push(m.numbers_diff_waiting({ count: number(waiting) }));
  return words.join(', ');
}
