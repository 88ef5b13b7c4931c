import type { FeedFault } from './feed-fault.ts';
import { readRss } from './rss-items.ts';

/** `Fri, 20 Nov 2026 02:01:00 GMT` (RFC 822 with four digits of the year). */
const RFC_822 = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT$/;
const token = /<!?\?xml [^>]*\?>|<(\/?)([\w:]+)((?: [\w:-]+="[^"<]*")*)\s*(\/?)>|<|&(?!(?:amp|lt|gt|quot|apos|#\d+);)/g;

/** RSS 2.0: well-formed, a channel with title, link and description, items with title, link, date and a guid of their own. */
export function checkRss(file: string, text: string): FeedFault[] {
  const faults: FeedFault[] = [];
  const fault = (line: number, field: string, value: unknown, expected: string) =>
    faults.push({ file, line, field, value, expected });
  checkTags(text, fault);
  const { channel, items } = readRss(text);
  for (const name of ['title', 'link', 'description', 'language'])
    if (!channel.get(name)) fault(1, name, channel.get(name), `the channel's ${name}`);
  const guids = new Map<string, number>();
  for (const { line, parts } of items) {
    for (const name of ['title', 'link', 'description', 'guid'])
      if (!parts.get(name)) fault(line, name, parts.get(name), `the item's ${name}`);
    const date = parts.get('pubDate') ?? '';
    if (!RFC_822.test(date) || Number.isNaN(Date.parse(date)))
      fault(line, 'pubDate', date, 'a date as Fri, 20 Nov 2026 02:01:00 GMT');
    const guid = parts.get('guid') ?? '';
    const known = guids.get(guid);
    if (known !== undefined) fault(line, 'guid', guid, `a guid that stands once; it is on line ${known} too`);
    else guids.set(guid, line);
  }
  return faults;
}

function checkTags(text: string, fault: (line: number, field: string, value: unknown, expected: string) => void): void {
  const open: string[] = [];
  for (const match of text.matchAll(token)) {
    const [found, closes, name, , empty] = match;
    const line = () => text.slice(0, match.index).split('\n').length;
    if (found.startsWith('<?xml')) continue;
    if (name === undefined) fault(line(), '', text.slice(match.index, match.index + 40), 'XML: < and & are escaped');
    else if (closes) {
      const expected = open.pop();
      if (expected !== name) fault(line(), name, found, `the end of ${expected ?? 'nothing'}`);
    } else if (!empty) open.push(name);
  }
  if (open.length > 0) fault(text.split('\n').length, open.at(-1) ?? '', undefined, `the end of ${open.at(-1)}`);
}
