const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** An item, by the elements in it. */
export interface RssItem {
  line: number;
  parts: Map<string, string>;
}

/** Text of an element as it was before it was escaped. */
function plain(text: string): string {
  return text.replace(/&(amp|lt|gt|quot|apos);/g, (_, name: string) => entities[name] ?? '');
}

function partsOf(text: string): Map<string, string> {
  return new Map(
    [...text.matchAll(/<(\w+)(?: [^>]*)?>([^<]*)<\/\1>/g)].map(([, name = '', value = '']) => [name, plain(value)]),
  );
}

/** The channel's own elements and its items, of RSS as ours is: no CDATA, no comments. */
export function readRss(text: string): { channel: Map<string, string>; items: RssItem[] } {
  const items = [...text.matchAll(/<item>([\s\S]*?)<\/item>/g)].map((match) => ({
    line: text.slice(0, match.index).split('\n').length,
    parts: partsOf(match[1] ?? ''),
  }));
  return { channel: partsOf(text.replace(/<item>[\s\S]*?<\/item>/g, '')), items };
}
