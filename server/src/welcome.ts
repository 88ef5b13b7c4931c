import type { Settings } from './env.ts';

/** What the start prints: where people go, the demo's sign-ins, and what to do where nobody can sign in yet. */
export function welcome(
  settings: Pick<Settings, 'origin'>,
  officeName: string,
  signIns: readonly { username: string; password: string; role: string }[],
  accounts: number,
): string {
  const places = [
    ['/', 'residents: when and where'],
    ['/rencana', 'planners'],
    ['/petugas', 'crews'],
    ['/masuk', 'sign-in'],
  ] as const;
  const lines = [
    `Jemput serves ${officeName || 'an office without places yet'}`,
    ...places.map(([path, who]) => `  ${`${settings.origin}${path}`.padEnd(36)} ${who}`),
    ...(signIns.length > 0 ? ['Demo sign-ins (name / password):'] : []),
    ...signIns.map(({ username, password, role }) => `  ${`${username} / ${password}`.padEnd(36)} ${role}`),
    ...(accounts === 0 ? ['No account yet. Make the first: npm run -s jemput -- user add NAME --role admin'] : []),
    'Ctrl-C stops.',
  ];
  return `${lines.join('\n')}\n`;
}

/** The same where the database is away: with the schedule of another run, or with nothing to tell. */
export function welcomeWithout(
  settings: Pick<Settings, 'origin'>,
  { away, kept, before }: { away: string; kept: object | null; before: string[] },
): string {
  const told = kept
    ? `The last schedule known is served at ${settings.origin}/ with its age, and nothing can be written.`
    : 'No schedule was kept, so every page says that it cannot be told now, and nothing can be written.';
  return `${[
    away,
    told,
    'The database is opened as soon as it is there.',
    `To begin anew without it, stop, delete ${before.join(', ')} and start again.`,
    'Ctrl-C stops.',
  ].join('\n')}\n`;
}
