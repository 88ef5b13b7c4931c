const link = /^(?:https?:\/\/)?([^/\s]+)\/cek\/?\?\S*$/i;

/**
 * The code that somebody typed or pasted: out of a whole link to this page, else as it stands.
 *
 * @param host of this page; on any other a link leads elsewhere, and is no code
 */
export function typedCode(text: string, host: string): string {
  const typed = text.normalize('NFKC').trim();
  if (link.exec(typed)?.[1]?.toLowerCase() !== host) return typed;
  return new URLSearchParams(typed.slice(typed.indexOf('?'))).get('kode') ?? typed;
}
