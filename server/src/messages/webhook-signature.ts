import { createHmac, timingSafeEqual } from 'node:crypto';

/** Older than that, a request may be somebody's copy of one. */
const TOLERANCE_SECONDS = 300;

export interface Signed {
  id: string;
  /** Unix seconds, as written in the header. */
  timestamp: string;
  body: string;
}

/** `webhook-signature` of Standard Webhooks 1.0: `v1,` and base64 of HMAC-SHA-256 over id, timestamp and body. */
export function webhookSignature(secret: string, { id, timestamp, body }: Signed): string {
  return `v1,${createHmac('sha256', secret).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
}

/**
 * @param signatures of the header, several apart by spaces
 * @param nowMillis Unix milliseconds
 */
export function isSigned(secret: string, signed: Signed, signatures: string, nowMillis: number): boolean {
  const age = Math.abs(nowMillis / 1000 - Number(signed.timestamp));
  if (!(age <= TOLERANCE_SECONDS)) return false;
  const expected = Buffer.from(webhookSignature(secret, signed));
  return signatures.split(' ').some((given) => {
    const bytes = Buffer.from(given);
    return bytes.length === expected.length && timingSafeEqual(bytes, expected);
  });
}

/** Where the office gives no secret of its own for the webhook. */
export function standardWebhookSecret(secret: string): string {
  return createHmac('sha256', secret).update('jemput message webhook 1').digest('hex');
}
