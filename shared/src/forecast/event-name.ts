/** An event's name as files, features and the office's table have it: `ramadan`, `deadline_week`. */
export function isEventName(text: string): boolean {
  return /^(?=.*[a-z])[a-z0-9]+(_[a-z0-9]+)*$/.test(text) && text.length <= 40;
}

export const EVENT_NAME_EXPECTED = 'a name in small letters, digits and _, with a letter, 40 at most';

/** The name of what somebody typed, `Pawai Kota` → `pawai_kota`; what has no letter makes none. */
export function eventNameOf(typed: string): string {
  return typed
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_|_$/g, '');
}
