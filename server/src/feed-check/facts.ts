/** What a feed says of one thing, by field. */
export type Facts = Record<string, unknown>;

/** Something a feed tells of: a session, a place. */
export interface Told {
  id: string;
  /** 1-based. */
  line: number;
  facts: Facts;
}

interface Extension {
  url: string;
  [value: string]: unknown;
}

/** Each leaf of a JSON value by its path; FHIR's extensions by the last part of their address, whose order says nothing. */
export function factsOf(value: unknown, path = ''): Facts {
  if (value === null || typeof value !== 'object') return { [path]: value };
  if (Array.isArray(value)) {
    if (value.length === 0) return { [path]: '[]' };
    if (path.endsWith('extension')) return extensionFacts(value as Extension[], path);
    return Object.assign({}, ...value.map((part, at) => factsOf(part, `${path}[${at}]`)));
  }
  return Object.assign({}, ...Object.entries(value).map(([key, part]) => factsOf(part, path ? `${path}.${key}` : key)));
}

function extensionFacts(extensions: Extension[], path: string): Facts {
  const facts: Record<string, string> = {};
  for (const { url, ...value } of extensions) {
    const name = `${path}.${url.split(/[#/]/).at(-1)}`;
    const [first] = Object.values(value);
    const said = Array.isArray(first) ? JSON.stringify(first) : String(first);
    facts[name] = facts[name] === undefined ? said : `${facts[name]} ${said}`;
  }
  return facts;
}
