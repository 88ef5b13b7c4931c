import type { RunState } from '@jemput/shared/planning/draft';
import * as devalue from 'devalue';
import { expect, test } from 'vitest';
import { aServedContext } from '../../fixtures/a-served-context.ts';
import { fillOffice } from '../../fixtures/an-office.ts';

test('a planner follows a run in the browser as it comes, to its end', async () => {
  const served = await aServedContext();
  await fillOffice(served.ctx);
  const headers = { cookie: await served.cookieOf('planner'), 'content-type': 'application/json', origin: served.url };
  const call = async (path: string, input: object) => {
    const body = JSON.stringify(devalue.stringify(input));
    const answer = await fetch(`${served.url}/api/trpc/${path}`, { method: 'POST', headers, body });
    const json = (await answer.json()) as { result: { data: string } };
    return devalue.parse(json.result.data) as Record<string, string>;
  };
  const { planId } = await call('planning.createDraft', {});
  const { runId } = await call('planning.propose', { planId, revision: 1, seconds: 30, steps: 10 });
  const input = encodeURIComponent(JSON.stringify(devalue.stringify({ runId })));
  const stream = await fetch(`${served.url}/api/trpc/planning.watch?input=${input}`, { headers });
  expect(stream.headers.get('content-type')).toContain('text/event-stream');
  const states = (await stream.text())
    .split('\n')
    .filter((line) => line.startsWith('data: "'))
    .map((line) => devalue.parse(JSON.parse(line.slice('data: '.length))) as RunState);
  expect(states.at(-1)).toMatchObject({ state: 'done', revision: 2, planId });
  expect(states.length).toBeGreaterThan(1);

  const unknown = encodeURIComponent(JSON.stringify(devalue.stringify({ runId: 'nowhere' })));
  const refused = await fetch(`${served.url}/api/trpc/planning.watch?input=${unknown}`, { headers });
  expect(await refused.text()).toContain('There is no planning run nowhere');
});
