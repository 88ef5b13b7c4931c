import { releaseModes } from '@jemput/shared/sessions/release';
import { gainOf, type Market } from './broker/gain.ts';
import { laxDoor, strategies } from './broker/strategies.ts';
import { markdownTable } from './planning/markdown-table.ts';
import type { Benchmark } from './run.ts';

const MARKET = { numbers: 120, people: 300, customers: 30 } satisfies Omit<Market, 'release'>;
const SEEDS = 400;

async function measure({ quick }: { quick: boolean }): Promise<string> {
  const seeds = quick ? 20 : SEEDS;
  const rows = releaseModes.flatMap((release) =>
    [...strategies, laxDoor].map((strategy) => {
      const found = gainOf(strategy, { ...MARKET, release }, seeds);
      const attentive = gainOf(strategy, { ...MARKET, release, areAttentive: true }, seeds);
      console.error(`${release}: ${strategy.name}`);
      const counts = [found.alone, found.withBroker, found.othersAlone, found.othersWithBroker].map((count) =>
        count.toFixed(1),
      );
      return [release, strategy.name, ...counts, percent(found), percent(attentive)];
    }),
  );
  const head = [
    'release',
    'the broker',
    'customers served alone',
    'by the broker',
    'others served without',
    'with the broker',
    'gain',
    'gain over attentive customers',
  ];
  return [
    `${MARKET.people} people want one of ${MARKET.numbers} numbers, ${MARKET.customers} of them customers of a broker who asks by machine, from a new device each time; ${seeds} worlds, the same people with and without it. Alone, 60 % ask soon after opening and the others at some time while numbers can be asked for; 85 % answer an offer, most within half an hour; one in ten cannot come and gives the number back. Attentive customers ask in the first minute and answer every offer in time, so what a broker gains over them it gains by its tricks alone. Gains ± standard errors; asked: at most 5 %.`,
    markdownTable(head, rows),
  ].join('\n\n');
}

function percent({ gain, standardError }: { gain: number; standardError: number }): string {
  return `${(100 * gain).toFixed(1)} % ± ${(100 * standardError).toFixed(1)}`;
}

export const broker: Benchmark = { title: 'A broker against the rules', measure };
