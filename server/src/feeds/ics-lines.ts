/** Octets of a line without its end (RFC 5545, 3.1). */
const MOST_OCTETS = 75;
const encoder = new TextEncoder();
const needsEscape = /[\\;,\n]/;
/** Characters that no text may hold (3.3.11): controls but for the tab. */
const forbidden = /[^\P{Cc}\t\n]/gu;

/** A text value: commas, semicolons, backslashes and line ends as RFC 5545, 3.3.11 has them. */
export function icsText(text: string): string {
  const plain = text.replace(/\r\n?/g, '\n').replace(forbidden, '');
  return needsEscape.test(plain) ? plain.replace(/[\\;,]/g, '\\$&').replaceAll('\n', '\\n') : plain;
}

/** A parameter's value: in quotes where it needs them; a quote itself as RFC 6868 has it. */
export function icsParameter(text: string): string {
  const plain = text.replaceAll('^', '^^').replaceAll('"', "^'").replace(/\r?\n/g, '^n').replace(forbidden, '');
  return /[:;,]/.test(plain) ? `"${plain}"` : plain;
}

/** Content lines with CRLF after each, folded at 75 octets and never within a character. */
export function icsLines(lines: readonly string[]): string {
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

function folded(line: string): string {
  if (line.length * 3 <= MOST_OCTETS || encoder.encode(line).length <= MOST_OCTETS) return line;
  const parts: string[] = [];
  let part = '';
  let octets = 0;
  for (const character of line) {
    const more = octetsOf(character);
    if (octets + more > MOST_OCTETS) {
      parts.push(part);
      part = ' ';
      octets = 1;
    }
    part += character;
    octets += more;
  }
  return [...parts, part].join('\r\n');
}

function octetsOf(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  return code < 0x10000 ? 3 : 4;
}
