import { createTRPCUntypedClient, httpLink } from '@trpc/client';
import { expect, test } from 'vitest';
import { attempt, refusalOf } from '../../web/src/lib/forms/refusal.ts';

function asked(fetch: () => Promise<Response>): () => Promise<unknown> {
  const client = createTRPCUntypedClient({ links: [httpLink({ url: 'http://office.invalid/trpc', fetch })] });
  return () => client.query('planning.board');
}

test('a network that is gone is told apart from an office that failed', async () => {
  const gone = await attempt(asked(() => Promise.reject(new TypeError('Failed to fetch'))));
  expect(gone).toEqual({ refusal: { code: 'FAILED', message: '', faults: [], unreached: true } });
  const error = { message: 'boom', code: -32603, data: { code: 'INTERNAL_SERVER_ERROR', httpStatus: 500 } };
  const failed = await attempt(asked(async () => Response.json({ error }, { status: 500 })));
  expect(failed).toEqual({ refusal: { code: 'FAILED', message: '', faults: [] } });
});

test('what is thrown by our own code is no missing network', () => {
  expect(refusalOf(new TypeError('x is undefined'))).toEqual({ code: 'FAILED', message: '', faults: [] });
});
