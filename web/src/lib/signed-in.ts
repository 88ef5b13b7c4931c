import { error, redirect } from '@sveltejs/kit';

type Actor = NonNullable<App.Locals['actor']>;

/** Where a role's own work is. */
export function homeOf(role: string): string {
  if (role === 'courier') return '/petugas/bantu';
  return role === 'crew' ? '/petugas' : '/rencana';
}

/** Whoever is signed in: others sign in first and come back; another role is led to its own pages; 503 where nobody can be known. */
export function signedIn(locals: App.Locals, url: URL, roles?: readonly string[]): Actor {
  const { actor, isAway } = locals;
  if (isAway) error(503);
  if (!actor) redirect(303, `/masuk?ke=${encodeURIComponent(url.pathname + url.search)}`);
  if (roles && !roles.includes(actor.role)) redirect(303, homeOf(actor.role));
  return actor;
}
