import type { Channel } from '@jemput/shared/messages/message';
import { m } from '#lib/paraglide/messages.js';

export const channelNames: Record<Channel, () => string> = {
  push: () => m.evening_channel_push(),
  email: () => m.evening_channel_email(),
  whatsapp: () => m.evening_channel_whatsapp(),
  sms: () => m.evening_channel_sms(),
};
