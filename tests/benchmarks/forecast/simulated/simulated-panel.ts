import type { HistoryRow } from '@jemput/shared/forecast/history';

/** A history made from a known truth. */
export interface SimulatedPanel {
  name: string;
  rows: HistoryRow[];
}
