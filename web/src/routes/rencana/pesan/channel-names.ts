import type { Channel } from '@jemput/shared/messages/message';
import { m } from '#lib/paraglide/messages.js';

export const channelNames: Record<Channel, () => string> = {
  push: m.messages_channel_push,
  email: m.messages_channel_email,
  whatsapp: m.messages_channel_whatsapp,
  sms: m.messages_channel_sms,
};
