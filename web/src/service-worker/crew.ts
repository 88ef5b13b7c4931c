/** Built files, their names carry their content's hash. */
const shellCache = 'jemput-shell';
/** Signing out deletes it: the page names colleagues and contacts. */
const pageCache = 'jemput-pages';
export const crewPage = '/petugas';

/** Keeps what the open page was built from, and drops the files of earlier builds. */
export async function keepCrewShell(addresses: string[]): Promise<void> {
  const cache = await caches.open(shellCache);
  const wanted = new Set(addresses);
  for (const request of await cache.keys()) if (!wanted.has(request.url)) await cache.delete(request);
  for (const address of wanted) if (!(await cache.match(address))) await cache.add(address);
  const pages = await caches.open(pageCache);
  if (!(await pages.match(crewPage))) await keepPage(await fetch(crewPage));
}

async function keepPage(answer: Response): Promise<void> {
  if (!answer.ok || answer.redirected) return;
  const pages = await caches.open(pageCache);
  await pages.put(crewPage, answer.clone());
}

/** The office's page while it can be had; else the last one seen on this phone. */
export async function crewPageOrKept(request: Request): Promise<Response> {
  const answer = await fetch(request).catch(() => null);
  if (answer && answer.status < 500) {
    await keepPage(answer);
    return answer;
  }
  return (await caches.match(crewPage)) ?? answer ?? Response.error();
}
