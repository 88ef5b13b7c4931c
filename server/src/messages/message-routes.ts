import { Hono } from 'hono';
import { problemResponse } from '../http/problem.ts';
import type { World } from '../http/world.ts';
import { renewalSchema, renewSubscription } from './renew-subscription.ts';
import { receiptSchema, takeReceipt } from './take-receipt.ts';
import { isSigned } from './webhook-signature.ts';

/** Delivery receipts of the WhatsApp and SMS gateway, which nobody else can sign, and browsers' new subscriptions. */
export function messageRoutes(world: World, secret: string): Hono {
  const app = new Hono();
  app.post('/api/messages/receipts', async (c) => {
    const body = await c.req.text();
    const header = (name: string) => c.req.header(name) ?? '';
    const signed = { id: header('webhook-id'), timestamp: header('webhook-timestamp'), body };
    if (!isSigned(secret, signed, header('webhook-signature'), world.now())) {
      return problemResponse({
        status: 401,
        title: 'Not signed',
        detail: 'The signature is missing, wrong or older than five minutes.',
      });
    }
    const receipt = receiptSchema.safeParse(parsed(body));
    if (!receipt.success) {
      return problemResponse({
        status: 422,
        title: 'Not a receipt',
        detail: 'It needs id, and state: delivered or failed.',
      });
    }
    const known = await takeReceipt(world, receipt.data);
    return known
      ? c.body(null, 204)
      : problemResponse({ status: 404, title: 'Not found', detail: 'No message has this id.' });
  });
  app.post('/api/messages/renewals', async (c) => {
    const renewal = renewalSchema.safeParse(parsed(await c.req.text()));
    if (renewal.success && (await renewSubscription(world, renewal.data))) return c.body(null, 204);
    return problemResponse({ status: 422, title: 'Not a renewal', detail: 'It needs two push subscriptions.' });
  });
  return app;
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}
