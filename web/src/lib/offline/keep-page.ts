import { registerWorker } from './register-worker.ts';

async function activeWorker(registration: ServiceWorkerRegistration): Promise<ServiceWorker> {
  const worker = registration.active ?? registration.waiting ?? registration.installing;
  if (!worker) throw new Error('The service worker was not installed.');
  if (worker.state === 'activated') return worker;
  return new Promise((resolve) => {
    worker.addEventListener('statechange', () => worker.state === 'activated' && resolve(worker));
  });
}

/** Lets the service worker keep the crew's open page and the files it is made of; it sees no other page. */
export async function keepPage(): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  const registration = await registerWorker('/petugas');
  const worker = await activeWorker(registration);
  const files = performance.getEntriesByType('resource').map(({ name }) => name);
  worker.postMessage({ keep: files.filter((name) => name.includes('/_app/immutable/')), page: location.pathname });
}
