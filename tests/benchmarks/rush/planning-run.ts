import { demoAccounts } from '@jemput/server/demo/demo-accounts';
import * as devalue from 'devalue';

/** Signs in as a planner and has the next four weeks planned for so many seconds, through the API as the board does. */
export async function planInTheBackground(url: string, seconds: number): Promise<void> {
  const planner = demoAccounts.find(({ role }) => role === 'planner');
  if (!planner) throw new Error('the demo city has no planner');
  const post = (path: string, body: string, cookie = '') =>
    fetch(`${url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: url, cookie },
      body,
    });
  const signedIn = await post('/api/auth/sign-in/username', JSON.stringify(planner));
  const cookie = signedIn.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
  const ask = async <Answer>(procedure: string, input: unknown): Promise<Answer> => {
    const answer = await post(`/api/trpc/planning.${procedure}`, JSON.stringify(devalue.stringify(input)), cookie);
    if (!answer.ok) throw new Error(`planning.${procedure}: ${answer.status} ${await answer.text()}`);
    const { result } = (await answer.json()) as { result: { data: string } };
    return devalue.parse(result.data) as Answer;
  };
  const { planId, revision = 1 } = await ask<{ planId: string; revision?: number }>('createDraft', {});
  await ask('propose', { planId, revision, seconds });
}
