/** What the office sends by web push (server/src/messages/push-outlet.ts). */
interface Notice {
  /** The same message twice is one notification: it replaces the first and makes no second sound. */
  id: string;
  title: string;
  text: string;
  link: string;
  language: string;
}

function readNotice(data: PushMessageData | null): Notice | null {
  try {
    return data?.json() as Notice | null;
  } catch {
    return null;
  }
}

/** A push service withdraws its permission from who shows nothing; so what cannot be read is told as it is. */
export async function showNotice(registration: ServiceWorkerRegistration, data: PushMessageData | null): Promise<void> {
  const notice = readNotice(data);
  await registration.showNotification(notice?.title ?? 'Jemput', {
    ...(notice ? { body: notice.text, tag: notice.id, lang: notice.language } : {}),
    icon: '/icons/icon-192.png',
    data: { link: notice?.link ?? '/' },
  });
}

/** The page that the notification is about: the open one, or a new one. Never another site. */
export async function openNotice(clients: Clients, origin: string, notification: Notification): Promise<void> {
  notification.close();
  const { link } = notification.data as { link: string };
  const url = new URL(link, origin);
  const target = url.origin === origin ? url.href : `${origin}/`;
  const open = await clients.matchAll({ type: 'window', includeUncontrolled: true });
  const shown = open.find((client) => client.url.replace(/#.*$/, '') === target);
  await (shown ? shown.focus() : clients.openWindow(target));
}

export interface ChangedSubscription {
  oldSubscription: PushSubscription | null;
  newSubscription: PushSubscription | null;
}

/** The push service gave another address in place of one that the office knows. */
export async function renewSubscription(
  { pushManager }: ServiceWorkerRegistration,
  { oldSubscription, newSubscription }: ChangedSubscription,
): Promise<void> {
  if (!oldSubscription) return;
  const key = oldSubscription.options.applicationServerKey;
  const fresh = newSubscription ?? (await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key }));
  const body = JSON.stringify({ old: JSON.stringify(oldSubscription), fresh: JSON.stringify(fresh) });
  await fetch('/api/messages/renewals', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body });
}
