import * as z from 'zod';
import type { Delivery, Outlet } from './outlet.ts';
import type { Answer } from './post-outward.ts';
import { postOutward, retryAfterMillis } from './post-outward.ts';
import { webhookSignature } from './webhook-signature.ts';

export interface WebhookSettings {
  url: string;
  secret: string;
  now(): number;
  /** Rupiah of one message. */
  costOf(channel: 'whatsapp' | 'sms'): Promise<number>;
}

const TIMEOUT_MILLIS = 15_000;
const CONCURRENCY = 8;

/** What a gateway may answer; nothing is as good. */
const answerSchema = z.object({ reference: z.string().max(200).optional(), cost: z.number().min(0).optional() });

/** WhatsApp and SMS by whoever the office has for it: one signed POST a message, told in server/src/messages/README.md. */
export function webhookOutlet({ url, secret, now, costOf }: WebhookSettings, timeoutMillis = TIMEOUT_MILLIS): Outlet {
  return {
    concurrency: CONCURRENCY,
    async send(message) {
      const { id, channel, kind, language, address: to } = message;
      if (channel !== 'whatsapp' && channel !== 'sms') return { outcome: 'refused', why: 'not by the webhook' };
      const text = channel === 'sms' ? message.sms : `*${message.title}*\n${message.text}\n${message.link}`;
      const body = JSON.stringify({ id, channel, to, text, language, kind, ttlSeconds: message.ttlSeconds });
      const timestamp = String(Math.floor(now() / 1000));
      const headers = {
        'Content-Type': 'application/json',
        'Idempotency-Key': id,
        'Webhook-Id': id,
        'Webhook-Timestamp': timestamp,
        'Webhook-Signature': webhookSignature(secret, { id, timestamp, body }),
      };
      try {
        const answer = await postOutward(url, { headers, body, timeoutMillis, publicOnly: false });
        return deliveryOf(answer, await costOf(channel));
      } catch (error) {
        return { outcome: 'retry', why: (error as Error).message, down: true };
      }
    },
    close() {},
  };
}

function deliveryOf(answer: Answer, cost: number): Delivery {
  const { status, text } = answer;
  const why = `gateway ${status}`;
  if (status >= 200 && status < 300) {
    const told = answerOf(text);
    return {
      outcome: 'sent',
      cost: told.cost ?? cost,
      ...(told.reference === undefined ? {} : { reference: told.reference }),
    };
  }
  const afterMillis = retryAfterMillis(answer);
  const later = afterMillis === undefined ? {} : { afterMillis };
  if (status === 429 || status >= 500) return { outcome: 'retry', why, down: true, ...later };
  if (status === 408 || status === 409 || status === 425) return { outcome: 'retry', why, ...later };
  return { outcome: status === 410 ? 'gone' : 'refused', why };
}

function answerOf(text: string): z.infer<typeof answerSchema> {
  try {
    return answerSchema.parse(JSON.parse(text));
  } catch {
    return {};
  }
}
