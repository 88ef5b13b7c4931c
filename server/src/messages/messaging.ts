import type { Channel } from '@jemput/shared/messages/message';

/** What this office can send by, told to those who ask to be told. */
export interface Messaging {
  /** Those that are set up; an address of another channel is not taken. */
  channels: readonly Channel[];
  /** VAPID public key in base64url, for the browser's subscription. */
  pushKey: string | null;
  /** Whether push services on this machine are taken, where the office is being tried out. */
  loopbackPush: boolean;
}
