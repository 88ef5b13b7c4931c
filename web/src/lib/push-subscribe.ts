import { registerWorker } from '#lib/offline/register-worker.ts';

/** True where this browser can show notifications of a page that is not open. */
export function canSubscribe(): boolean {
  return 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window;
}

/** The VAPID key's bytes, of base64url. */
function keyBytes(key: string): Uint8Array<ArrayBuffer> {
  const plain = atob(key.replace(/-/g, '+').replace(/_/g, '/'));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

/** Asks the reader, then the browser's push service. @returns the subscription as JSON; null where the reader said no */
export async function subscribeToPush(pushKey: string): Promise<string | null> {
  if ((await Notification.requestPermission()) !== 'granted') return null;
  await registerWorker('/');
  const { pushManager } = await navigator.serviceWorker.ready;
  const subscription = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: keyBytes(pushKey) });
  return JSON.stringify(subscription);
}

/** What this browser has already, as JSON; null where it has none. Asks nobody. */
export async function subscriptionHere(): Promise<string | null> {
  if (!canSubscribe()) return null;
  const registration = await navigator.serviceWorker.getRegistration('/');
  const subscription = await registration?.pushManager.getSubscription();
  return subscription ? JSON.stringify(subscription) : null;
}
