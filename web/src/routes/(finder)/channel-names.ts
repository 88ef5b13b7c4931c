import type { Channel } from '@jemput/shared/messages/message';
import { m } from '#lib/paraglide/messages.js';

/** As they stand in a sentence. */
export const channelNames: Record<Channel, () => string> = {
  push: m.ticket_channel_push,
  email: m.ticket_channel_email,
  whatsapp: m.ticket_channel_whatsapp,
  sms: m.ticket_channel_sms,
};
