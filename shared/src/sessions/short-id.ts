const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
/** Before what stands for a UUID; no id has it (FHIR: letters, digits, - and .). */
const MARK = '~';

/** A UUID in 23 characters, three of its digits in two; any other id as it is. */
export function shortId(id: string): string {
  if (!uuid.test(id)) return id;
  const hex = `${id.replaceAll('-', '')}0`;
  const pairs = (hex.match(/.{3}/g) ?? []).map((three) => {
    const value = Number.parseInt(three, 16);
    return `${DIGITS[value >> 6] ?? ''}${DIGITS[value & 63] ?? ''}`;
  });
  return MARK + pairs.join('');
}

/** The id that `shortId` made this of. */
export function longId(text: string): string {
  if (!text.startsWith(MARK)) return text;
  const hex = (text.slice(1).match(/.{2}/g) ?? [])
    .map((two) => DIGITS.indexOf(two[0] ?? '') * 64 + DIGITS.indexOf(two[1] ?? ''))
    .map((value) => value.toString(16).padStart(3, '0'))
    .join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}
