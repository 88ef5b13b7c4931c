import {
  brokenWeekPanel,
  countedPanel,
  densePanel,
  driftingPanel,
  fullPanel,
  sparsePanel,
  zerosPanel,
} from './city-panels.ts';
import { eventsPanel } from './events.ts';
import type { SimulatedPanel } from './simulated-panel.ts';
import { twoRegimesPanel } from './two-regimes.ts';

/** Every simulated history of the benchmark, by a short name for the command line. */
export const SIMULATED_PANELS: Readonly<Record<string, () => SimulatedPanel>> = {
  full0: () => fullPanel(0),
  full20: () => fullPanel(0.2),
  full40: () => fullPanel(0.4),
  full60: () => fullPanel(0.6),
  counted: countedPanel,
  sparse: sparsePanel,
  dense: densePanel,
  drifting: driftingPanel,
  broken: brokenWeekPanel,
  zeros: zerosPanel,
  regimes: twoRegimesPanel,
  events: eventsPanel,
};
