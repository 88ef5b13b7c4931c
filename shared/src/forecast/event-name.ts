/** An event's name as files, features and the office's table have it: `ramadan`, `deadline_week`. */
export function isEventName(text: string): boolean {
  return /^[a-z][a-z0-9]*(_[a-z0-9]+)*$/.test(text) && text.length <= 40;
}

export const EVENT_NAME_EXPECTED = 'a name in small letters, digits and _, beginning with a letter, 40 at most';
