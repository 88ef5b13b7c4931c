import { createECDH, hkdfSync } from 'node:crypto';
import { readQueueSettings } from '../bookings/read-settings.ts';
import type { Settings } from '../env.ts';
import type { World } from '../http/world.ts';
import { mailOutlet } from './mail-outlet.ts';
import type { Messaging } from './messaging.ts';
import type { Outlets } from './outlet.ts';
import { pushOutlet } from './push-outlet.ts';
import { webhookOutlet } from './webhook-outlet.ts';
import { standardWebhookSecret } from './webhook-signature.ts';

type MessageSettings = Pick<
  Settings,
  'smtpUrl' | 'mailFrom' | 'vapid' | 'messageWebhookUrl' | 'messageWebhookSecret' | 'secret' | 'origin' | 'production'
>;

/** What the settings let this office send by, as pages may know it. */
export function messagingOf(settings: MessageSettings): Messaging {
  const webhook = settings.messageWebhookUrl ? (['whatsapp', 'sms'] as const) : [];
  return {
    channels: ['push', ...(settings.smtpUrl ? (['email'] as const) : []), ...webhook],
    pushKey: vapidOf(settings).publicKey,
    loopbackPush: !settings.production,
  };
}

/** One outlet a channel that is set up. */
export function openOutlets(world: World, settings: MessageSettings): Outlets {
  const { smtpUrl, messageWebhookUrl: url, production } = settings;
  const from = settings.mailFrom ?? `jemput@${new URL(settings.origin).hostname}`;
  const address = /[^\s<>]+@[^\s<>]+/.exec(from)?.[0] ?? from;
  const push = pushOutlet({ ...vapidOf(settings), subject: `mailto:${address}`, loopback: !production });
  const webhook =
    url === null ? null : webhookOutlet({ url, secret: webhookSecretOf(settings), now: world.now, costOf });
  async function costOf(channel: 'whatsapp' | 'sms'): Promise<number> {
    const { costWhatsapp, costSms } = await readQueueSettings(world);
    return channel === 'whatsapp' ? costWhatsapp : costSms;
  }
  return {
    push,
    ...(smtpUrl === null ? {} : { email: mailOutlet({ smtpUrl, from }) }),
    ...(webhook === null ? {} : { whatsapp: webhook, sms: webhook }),
  };
}

/** By which the gateway knows the office, and the office the gateway. */
export function webhookSecretOf({
  messageWebhookSecret,
  secret,
}: Pick<MessageSettings, 'messageWebhookSecret' | 'secret'>): string {
  return messageWebhookSecret ?? standardWebhookSecret(secret);
}

/** Where no keys are given, those that follow from the office's secret: push works at once, and for as long as the secret stays. */
export function vapidOf({ vapid, secret }: Pick<MessageSettings, 'vapid' | 'secret'>): {
  publicKey: string;
  privateKey: string;
} {
  if (vapid) return vapid;
  const pair = createECDH('prime256v1');
  pair.setPrivateKey(Buffer.from(hkdfSync('sha256', secret, '', 'jemput web push 1', 32)));
  return { publicKey: pair.getPublicKey('base64url'), privateKey: pair.getPrivateKey('base64url') };
}
