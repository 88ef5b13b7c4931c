export interface Property {
  name: string;
  parameters: string;
  value: string;
  /** Of its first physical line. */
  line: number;
}

const OCTETS = 75;
const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export type Tell = (line: number, field: string, value: unknown, expected: string) => void;

/** The properties of a calendar, each with the line on which it begins; what RFC 5545, 3.1 forbids is told. */
export function unfold(text: string, fault: Tell): Property[] {
  const lines = text.split('\r\n');
  if (lines.at(-1) === '') lines.pop();
  else fault(lines.length, '', lines.at(-1), 'a line that ends in CRLF');
  const unfolded: { content: string; line: number }[] = [];
  for (const [at, content] of lines.entries()) {
    const line = at + 1;
    const octets = encoder.encode(content);
    if (octets.length > OCTETS) fault(line, '', content, `at most ${OCTETS} octets, this has ${octets.length}`);
    if (/[\r\n]/.test(content)) fault(line, '', content, 'a line that ends in CRLF, not in LF or CR alone');
    if (!isWhole(octets)) fault(line, '', content, 'no character cut by a fold');
    const before = unfolded.at(-1);
    if (/^[ \t]/.test(content) && before) before.content += content.slice(1);
    else unfolded.push({ content, line });
  }
  return unfolded.map(({ content, line }) => propertyOf(content, line, fault));
}

function isWhole(octets: Uint8Array): boolean {
  try {
    return !decoder.decode(octets).includes('\ufffd');
  } catch {
    return false;
  }
}

function propertyOf(content: string, line: number, fault: Tell): Property {
  const found = /^([A-Za-z0-9-]+)((?:;[A-Za-z0-9-]+=(?:"[^"]*"|[^";:,]*)(?:,(?:"[^"]*"|[^";:,]*))*)*):(.*)$/s.exec(
    content,
  );
  if (!found) fault(line, '', content, 'NAME;PARAMETER=value:value');
  const [, name = '', parameters = '', value = ''] = found ?? [];
  return { name: name.toUpperCase(), parameters, value, line };
}

/** Those of each event, its BEGIN first. */
export function eventsOf(properties: Property[]): Property[][] {
  const events: Property[][] = [];
  let open: Property[] | null = null;
  for (const property of properties) {
    const { name, value } = property;
    if (name === 'BEGIN' && value === 'VEVENT') {
      open = [property];
      events.push(open);
    } else if (name === 'END' && value === 'VEVENT') open = null;
    else open?.push(property);
  }
  return events;
}
