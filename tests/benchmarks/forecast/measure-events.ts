import { fitTurnout } from '@jemput/shared/forecast/fit-turnout';
import { EVENT_FACTORS, simulateEvents } from './simulated/events.ts';
import type { EventsAnswer } from './tasks.ts';

const VENUES = 30;
/** Of the normal law: between it and its negative lie 80 %. */
const EIGHTY_PERCENT = 1.2816;

/** Recovered sizes of dated events, and how often their 80 % intervals hold the truth; no estimate where the model knows no events. */
export function measureEvents({ seeds }: { seeds: readonly number[] }): EventsAnswer[] {
  const models = seeds.map((seed) => fitTurnout(simulateEvents(seed, VENUES).map(({ row }) => row)));
  return Object.entries(EVENT_FACTORS).map(([name, truth]) => {
    const effects = models.map(({ features, effects, effectCovariance }) => {
      const at = features.indexOf(`event:${name}`);
      if (at < 0) return { size: Number.NaN, spread: Number.NaN };
      return { size: effects[at] as number, spread: Math.sqrt(effectCovariance[at * (features.length + 1)] as number) };
    });
    const inside = effects.filter(({ size, spread }) => Math.abs(size - Math.log(truth)) <= EIGHTY_PERCENT * spread);
    const sizes = effects.map(({ size }) => size).sort((a, b) => a - b);
    return {
      name,
      truth,
      estimate: Math.exp(sizes[Math.floor(sizes.length / 2)] ?? Number.NaN),
      inside: inside.length,
      seeds: seeds.length,
    };
  });
}
