const prefixes: [prefix: string, route: string][] = [
  ['/api/trpc/', 'trpc'],
  ['/api/auth/', 'auth'],
  ['/api/export/', 'export'],
  ['/api/', 'api'],
  ['/feeds/', 'feeds'],
  ['/healthz', 'health'],
  ['/readyz', 'health'],
  ['/metrics', 'health'],
  ['/_app/', 'asset'],
];

/** Pictures and posters of sessions, kelurahan and venues (share/routes.ts). */
const sheetPath = /^\/((jadwal|wilayah|lokasi)\/[^/]+\/(gambar\.png|poster\.pdf)|gambar\.png)$/;

/** What a display asks every two seconds (evening/display-routes.ts). */
const displayPath = /^\/layar\/[^/]+\/keadaan\.json$/;

/** The path without its query, which may hold what somebody searched for. */
export function pathOf(url: string | undefined): string {
  return (url ?? '/').replace(/[?#].*$/, '');
}

/** A few names for all addresses, so that figures by route stay few. */
export function routeOf(path: string): string {
  return prefixes.find(([prefix]) => path.startsWith(prefix))?.[1] ?? 'page';
}

/** True for whoever restarts what does not answer: he waits for nobody's turn. */
export function asksHealth(path: string): boolean {
  return path === '/healthz' || path === '/readyz';
}

/** The path as it may be logged: what opens a door by being known is left out. */
export function loggedPath(path: string): string {
  return path.replace(/^\/(antrean|layar)\/[^/]+/, '/$1/-');
}

/** Where numbers are asked for. */
export const TAKE_PATH = '/antrean';

/** True where the address itself is what lets somebody in. */
export function opensByBeingKnown(path: string): boolean {
  return /^\/(antrean|layar)(\/|$)/.test(path);
}

/** The token of a ticket whose state is asked for, as its page asks every some seconds; null for any other address. */
export function toldTicket(path: string): string | null {
  return /^\/antrean\/([A-Za-z0-9_-]{32})\/keadaan\.json$/.exec(path)?.[1] ?? null;
}

/** True where the API answers; every other address is a page. */
export function isApiPath(path: string): boolean {
  return /^\/(api|feeds|healthz|readyz|metrics)(\/|$)/.test(path) || sheetPath.test(path) || displayPath.test(path);
}
