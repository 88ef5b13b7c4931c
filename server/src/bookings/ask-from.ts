import type { Actor } from '../context.ts';

/** Who asks, as far as the line and the cookie tell. */
export interface AskedFrom {
  address: string;
  userAgent: string;
  /** Value of the device's cookie, or of the one it is given with the answer; null where it has none. */
  device: string | null;
  /** What the cookie that it is given now would have been a moment ago. */
  deviceBefore?: string;
  language: string;
  /** Account that asks in somebody's place. */
  bookedBy?: Actor;
}
