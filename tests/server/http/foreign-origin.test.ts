import { plans } from '@jemput/server/db/schema/plans';
import * as devalue from 'devalue';
import { expect, test } from 'vitest';
import { aServedContext } from '../../fixtures/a-served-context.ts';

test('what another site asks for with a planner’s cookie is refused and not done', async () => {
  const served = await aServedContext({ origin: 'https://jemput.example.id' });
  const cookie = await served.cookieOf('planner');
  const create = (origin: string | null) =>
    fetch(`${served.url}/api/trpc/planning.createDraft`, {
      method: 'POST',
      headers: { cookie, 'content-type': 'application/json', ...(origin === null ? {} : { origin }) },
      body: JSON.stringify(devalue.stringify({})),
    });
  for (const foreign of ['https://evil.example', 'http://127.0.0.1:9', 'null']) {
    const answer = await create(foreign);
    expect([foreign, answer.status, answer.headers.get('content-type')]).toEqual([
      foreign,
      403,
      'application/problem+json; charset=utf-8',
    ]);
  }
  expect(await served.ctx.db.select().from(plans)).toEqual([]);
  for (const own of ['https://jemput.example.id', served.url, null]) expect((await create(own)).status).toBe(200);
});
