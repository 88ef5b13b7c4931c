import { dev } from '$app/env';

/** The built worker is one file without imports, which Chrome 90 runs too; modules came to workers with Chrome 91. */
export function registerWorker(scope: string): Promise<ServiceWorkerRegistration> {
  return navigator.serviceWorker.register('/service-worker.js', { scope, type: dev ? 'module' : 'classic' });
}
