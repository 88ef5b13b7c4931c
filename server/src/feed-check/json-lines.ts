/**
 * Lines of a JSON text on which values stand, by `fieldOf` of their paths; `text` is known to be JSON.
 *
 * @returns 1-based lines
 */
export function jsonLines(text: string): Map<string, number> {
  const lines = new Map<string, number>();
  const token = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+|\n/g;
  const open: { array: boolean; field: string; key: string; index: number; wantsKey: boolean }[] = [];
  let line = 1;
  const here = () => {
    const inner = open.at(-1);
    if (!inner) return '';
    if (inner.array) return `${inner.field}[${inner.index}]`;
    return inner.field ? `${inner.field}.${inner.key}` : inner.key;
  };
  for (const [part] of text.matchAll(token)) {
    const inner = open.at(-1);
    if (part === '\n') line += 1;
    else if (part === '{' || part === '[') {
      const field = here();
      lines.set(field, line);
      open.push({ array: part === '[', field, key: '', index: 0, wantsKey: part === '{' });
    } else if (part === '}' || part === ']') open.pop();
    else if (part === ',' && inner) {
      inner.index += 1;
      inner.wantsKey = !inner.array;
    } else if (part === ':' && inner) inner.wantsKey = false;
    else if (inner?.wantsKey) inner.key = JSON.parse(part) as string;
    else lines.set(here(), line);
  }
  return lines;
}

/** The line of a field, or of what it would stand in. */
export function lineOf(lines: Map<string, number>, field: string): number {
  for (let at = field; ; at = at.replace(/(\.[^.[]*|\[\d+\]|^[^.[]+)$/, '')) {
    const line = lines.get(at);
    if (line !== undefined || at === '') return line ?? 1;
  }
}
