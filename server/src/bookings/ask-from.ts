import type { Actor } from '../context.ts';

/** Who asks, as far as the line and the cookie tell. */
export interface AskedFrom {
  address: string;
  userAgent: string;
  /** Random value of the device's cookie; null where it has none. */
  device: string | null;
  language: string;
  /** Account that asks in somebody's place. */
  bookedBy?: Actor;
}
