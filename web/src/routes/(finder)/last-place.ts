/** The place that somebody asked for last on this phone: a way back to it, kept nowhere else. */
export interface LastPlace {
  /** Path and query of the page that shows its sessions. */
  href: string;
  /** "Kelurahan Pajang"; empty for the reader's own position. */
  name: string;
}

const KEY = 'jemput.last-place';
/** `/wilayah/33.72.01.1001` or `/?dekat=-7.567,110.786`. */
const ours = /^\/(wilayah\/[\d.]{8,13}|\?dekat=-?\d{1,2}(\.\d+)?,-?\d{1,3}(\.\d+)?)$/;

function isLastPlace(value: unknown): value is LastPlace {
  const { href, name } = (value ?? {}) as Partial<LastPlace>;
  return typeof href === 'string' && ours.test(href) && typeof name === 'string';
}

/** Null where none is kept, what is kept is none, or the browser keeps nothing. */
export function readLastPlace(): LastPlace | null {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(KEY) ?? 'null');
    return isLastPlace(value) ? value : null;
  } catch {
    return null;
  }
}

export function keepLastPlace(place: LastPlace | null): void {
  try {
    if (place) localStorage.setItem(KEY, JSON.stringify(place));
    else localStorage.removeItem(KEY);
  } catch {
    // Private windows and full phones keep nothing; the page works without.
  }
}
