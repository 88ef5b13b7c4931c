/** Built files, their names carry their content's hash; each of the crew's pages keeps its own. */
const shellCache = 'jemput-shell';
/** Signing out deletes it: the pages name colleagues, contacts and people to call. */
const pageCache = 'jemput-pages';
const crewPage = '/petugas';
const queuePage = /^\/petugas\/antrean\/[^/]+$/;
/** A crew that starts its page without network waits no longer for the office than this. */
const PATIENCE_MILLIS = 1500;

export function isCrewPage(pathname: string): boolean {
  return pathname === crewPage || queuePage.test(pathname);
}

/** Keeps what the open page was built from, and drops the files of its earlier builds. */
export async function keepCrewShell(addresses: string[], page = crewPage): Promise<void> {
  const cache = await caches.open(page === crewPage ? shellCache : `${shellCache}-queue`);
  const wanted = new Set(addresses);
  for (const request of await cache.keys()) if (!wanted.has(request.url)) await cache.delete(request);
  for (const address of wanted) if (!(await cache.match(address))) await cache.add(address);
  const pages = await caches.open(pageCache);
  if (!(await pages.match(page))) await keepPage(page, await fetch(page));
}

async function keepPage(page: string, answer: Response): Promise<void> {
  if (!answer.ok || answer.redirected) return;
  const pages = await caches.open(pageCache);
  await pages.put(page, answer.clone());
}

/** The office's page while it can be had; else the last one seen on this phone. */
export async function crewPageOrKept(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  const asked = askOffice(request, pathname);
  const kept = await caches.match(pathname);
  // The queue's page asks for what is new by itself: it need not wait for an office that is slow to answer.
  const answer = kept && queuePage.test(pathname) ? await Promise.race([asked, tooLate()]) : await asked;
  return answer && answer.status < 500 ? answer : (kept ?? answer ?? Response.error());
}

function tooLate(): Promise<null> {
  return new Promise((resolve) => setTimeout(() => resolve(null), PATIENCE_MILLIS));
}

/** Null where the office did not answer. */
async function askOffice(request: Request, page: string): Promise<Response | null> {
  const answer = await fetch(request).catch(() => null);
  if (answer) await keepPage(page, answer);
  return answer;
}
