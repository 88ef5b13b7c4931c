/** The best first. */
export const ENCODINGS = ['br', 'gzip', 'identity'] as const;

export type Encoding = (typeof ENCODINGS)[number];

const MOST_KNOWN = 1000;
const known = new Map<string, Encoding>();

/** Of an Accept-Encoding header, what we send: RFC 9110, 12.5.3. Browsers send a handful of different ones. */
export function acceptedEncoding(header: string | string[] | undefined): Encoding {
  if (typeof header !== 'string') return 'identity';
  const found = known.get(header);
  if (found) return found;
  const encoding = readEncoding(header);
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(header, encoding);
  return encoding;
}

function readEncoding(header: string): Encoding {
  const weights = new Map<string, number>();
  for (const part of header.toLowerCase().split(',')) {
    const [name = '', ...parameters] = part.split(';').map((text) => text.trim());
    const weight = parameters.find((parameter) => parameter.startsWith('q='));
    weights.set(name, weight === undefined ? 1 : Number(weight.slice(2)) || 0);
  }
  const accepts = (name: Encoding) => (weights.get(name) ?? weights.get('*') ?? 0) > 0;
  return ENCODINGS.find((name) => name !== 'identity' && accepts(name)) ?? 'identity';
}
