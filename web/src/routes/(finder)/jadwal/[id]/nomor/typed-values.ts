/** What somebody typed into the form for one session, and the key that makes of two presses one number. For this tab only. */
export interface TypedValues {
  people: string;
  name: string;
  channel: string;
  address: string;
  travelMinutes: string;
}

const keyPrefix = 'nomor-kunci:';
const typedPrefix = 'nomor-isi:';
/** Where a number was given up, the form for another has a key of its own, whether or not that page's script had woken. */
export const AGAIN = '#lagi-';

/** 128 random bits in 22 characters. */
function drawKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return btoa(String.fromCharCode(...bytes))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=/g, '');
}

/**
 * The same as long as the tab lives, so that back and a second press lead to the same number.
 *
 * @param hash of the form's address: `#lagi-A-012` after that number was given up, `` usually
 */
export function keyFor(sessionId: string, hash: string): string {
  const usual = keyPrefix + sessionId;
  const name = hash.startsWith(AGAIN) ? usual + hash : usual;
  const known = sessionStorage.getItem(name);
  if (known) return known;
  const key = drawKey();
  // A form that is refused comes back without its hash.
  for (const each of [name, usual]) sessionStorage.setItem(each, key);
  return key;
}

export function keepTyped(sessionId: string, values: TypedValues): void {
  sessionStorage.setItem(typedPrefix + sessionId, JSON.stringify(values));
}

export function typedFor(sessionId: string): TypedValues | null {
  const text = sessionStorage.getItem(typedPrefix + sessionId);
  return text ? (JSON.parse(text) as TypedValues) : null;
}

/** Nothing typed stays once there is a number; the key goes where a new number may be asked for. */
export function forgetTyped(sessionId: string, { keyToo }: { keyToo: boolean }): void {
  sessionStorage.removeItem(typedPrefix + sessionId);
  if (keyToo) sessionStorage.removeItem(keyPrefix + sessionId);
}
