import { releaseModes } from '@jemput/shared/sessions/release';
import { type Gain, gainOf, type Market, meanOf, servedIn } from './broker/gain.ts';
import { laxDoor, strategies } from './broker/strategies.ts';
import { markdownTable } from './planning/markdown-table.ts';
import type { Benchmark } from './run.ts';

const MARKET = { numbers: 120, people: 300, customers: 30 } satisfies Partial<Market>;
/** Mean minutes after opening of those who come for it: an ordinary day, and a rush. */
const OPENINGS = [20, 1];
const SEEDS = 150;

const head = ['release', 'the broker', 'customers served', 'others served', 'gain', 'gain over attentive customers'];

async function measure({ quick }: { quick: boolean }): Promise<string> {
  const seeds = quick ? 20 : SEEDS;
  const tables = OPENINGS.flatMap((openingMinutes) => [
    `Who comes for the opening comes ${openingMinutes} min after it in the mean:`,
    markdownTable(
      head,
      releaseModes.flatMap((release) => rowsOf({ ...MARKET, release, openingMinutes }, seeds)),
    ),
  ]);
  return [
    `${MARKET.people} people want one of ${MARKET.numbers} numbers, ${MARKET.customers} of them customers of a broker who asks by machine, from a new device each time; ${seeds} worlds, the same people with and without it; schedule, draw, caps, names and deadlines are the product's own. By themselves 60 % ask soon after opening and the others at some time while numbers can be asked for; 85 % answer an offer, most within half an hour; one in ten cannot come and gives the number back. Attentive customers ask in the first minute and answer every offer: what a broker gains over them it gains by its tricks alone. Gains ± standard errors; asked: at most 5 %.`,
    ...tables,
  ].join('\n\n');
}

function rowsOf(market: Market, seeds: number): string[][] {
  const { release } = market;
  const alone = servedIn(market, 'themselves', seeds);
  const attentive = servedIn(market, 'attentively', seeds);
  const counts = (some: typeof alone) => [meanOf(some, 'customers').toFixed(1), meanOf(some, 'others').toFixed(1)];
  const brokered = [...strategies, laxDoor].map((strategy) => {
    const some = servedIn(market, strategy, seeds);
    console.error(`${release}: ${strategy.name}`);
    return [release, strategy.name, ...counts(some), percent(gainOf(alone, some)), percent(gainOf(attentive, some))];
  });
  const without = [release, 'none: customers ask as others do', ...counts(alone), '', ''];
  return [without, [release, 'none: customers are attentive', ...counts(attentive), '', ''], ...brokered];
}

function percent({ gain, standardError }: Gain): string {
  return `${(100 * gain).toFixed(1)} % ± ${(100 * standardError).toFixed(1)}`;
}

export const broker: Benchmark = { title: 'A broker against the rules', measure };
