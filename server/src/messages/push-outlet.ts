import { readSubscription } from '@jemput/shared/messages/check-address';
import webPush from 'web-push';
import type { Delivery, Outlet } from './outlet.ts';
import type { Answer } from './post-outward.ts';
import { postOutward, retryAfterMillis } from './post-outward.ts';

export interface PushSettings {
  /** Base64url, P-256 (RFC 8292). */
  publicKey: string;
  privateKey: string;
  /** `mailto:` or `https:` by which a push service reaches the office. */
  subject: string;
  /** Push services on this machine too, where the office is being tried out. */
  loopback: boolean;
}

const TIMEOUT_MILLIS = 15_000;
const CONCURRENCY = 16;
/** RFC 8030, 5.2: services keep what they like; most at most four weeks. */
const LONGEST_SECONDS = 2_419_200;

/**
 * Web push: encrypted for the browser alone (RFC 8291), signed by the office (RFC 8292). Topic and the notification's tag are the message's
 * id, so that the same one twice is shown once.
 */
export function pushOutlet(
  { publicKey, privateKey, subject, loopback }: PushSettings,
  timeoutMillis = TIMEOUT_MILLIS,
): Outlet {
  return {
    concurrency: CONCURRENCY,
    async send({ id, address, title, text, link, language, ttlSeconds, urgent }) {
      const subscription = readSubscription(address, { loopback });
      if (!subscription) return { outcome: 'gone', why: 'not a push subscription' };
      try {
        const { endpoint, headers, body } = webPush.generateRequestDetails(
          subscription,
          JSON.stringify({ id, title, text, link, language }),
          {
            vapidDetails: { subject, publicKey, privateKey },
            TTL: Math.min(ttlSeconds, LONGEST_SECONDS),
            topic: id.replaceAll('-', ''),
            urgency: urgent ? 'high' : 'normal',
          },
        );
        const sending = { headers: headers as Record<string, string>, body: body ?? '', timeoutMillis };
        return deliveryOf(await postOutward(endpoint, { ...sending, publicOnly: !loopback }));
      } catch (error) {
        return { outcome: 'retry', why: (error as Error).message };
      }
    },
    close() {},
  };
}

/** RFC 8030, 5: 201 taken; 404 and 410: the subscription is no more. */
function deliveryOf(answer: Answer): Delivery {
  const { status, headers } = answer;
  const why = `push service ${status}`;
  if (status >= 200 && status < 300) return { outcome: 'sent', reference: headers.location ?? '' };
  if (status === 404 || status === 410) return { outcome: 'gone', why };
  if (status === 429 || status >= 500) return retry(why, retryAfterMillis(answer));
  return { outcome: 'refused', why };
}

function retry(why: string, afterMillis: number | undefined): Delivery {
  return { outcome: 'retry', why, ...(afterMillis === undefined ? {} : { afterMillis }) };
}
