/** Dates of the horizon, both included. */
export interface Window {
  from: number;
  to: number;
}
