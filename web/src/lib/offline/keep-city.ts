import { type CityCopy, COPY_VERSION } from '@jemput/shared/sessions/city-copy';
import { cityAddress, cityCache, keptAtHeader, keptPage } from './city-cache.ts';
import { registerWorker } from './register-worker.ts';

/** A copy younger than this is not asked for again. */
const FRESH_MILLIS = 10 * 60_000;

export interface KeptCity {
  copy: CityCopy;
  /** ISO 8601, by this phone's clock. */
  keptAt: string;
}

/** What this phone keeps of the city; null where nothing is kept. */
export async function readKeptCity(): Promise<KeptCity | null> {
  if (!('caches' in window)) return null;
  const answer = await (await caches.open(cityCache)).match(cityAddress, { ignoreVary: true });
  const keptAt = answer?.headers.get(keptAtHeader);
  const copy = answer && ((await answer.json()) as CityCopy);
  return copy?.version === COPY_VERSION && keptAt ? { copy, keptAt } : null;
}

/** Keeps the city on this phone, if it can; not again within ten minutes. */
export async function keepCity(now: Date): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  await registerWorker('/');
  const cache = await caches.open(cityCache);
  const renewed = await keepCopy(cache, now);
  if (renewed || (await keptLanguage(cache)) !== document.documentElement.lang) await keepShell(cache);
}

async function keptLanguage(cache: Cache): Promise<string | undefined> {
  const html = await (await cache.match(keptPage, { ignoreVary: true }))?.text();
  return html?.match(/<html lang="(\w+)"/)?.[1];
}

/** @returns whether it was fetched anew */
async function keepCopy(cache: Cache, now: Date): Promise<boolean> {
  const keptAt = (await cache.match(cityAddress, { ignoreVary: true }))?.headers.get(keptAtHeader);
  const ageMillis = keptAt ? now.getTime() - Date.parse(keptAt) : Number.NaN;
  if (ageMillis >= 0 && ageMillis < FRESH_MILLIS && (await readKeptCity())) return false;
  const answer = await fetch(cityAddress);
  if (!answer.ok) return false;
  const headers = { 'content-type': 'application/json', [keptAtHeader]: now.toISOString() };
  await cache.put(cityAddress, new Response(await answer.blob(), { headers }));
  return true;
}

/** The page that shows the copy, in the reader's language, and every built file that it names. */
async function keepShell(cache: Cache): Promise<void> {
  const answer = await fetch(keptPage);
  if (!answer.ok || answer.redirected) return;
  const html = await answer.clone().text();
  const files = new Set(html.match(/_app\/immutable\/[\w./-]+\.(?:js|css)/g));
  const wanted = [...files, 'kawung.svg', 'icon.svg'].map((file) => new URL(`/${file}`, location.origin).href);
  for (const file of wanted) if (!(await cache.match(file, { ignoreVary: true }))) await cache.add(file);
  await cache.put(keptPage, answer);
  const known = new Set([...wanted, ...[keptPage, cityAddress].map((path) => new URL(path, location.origin).href)]);
  for (const request of await cache.keys()) if (!known.has(request.url)) await cache.delete(request);
}
