/** Spread on a part that scrolls sideways, so that keys reach it as well as a finger. */
export function scrolled(label: string) {
  return { role: 'region', 'aria-label': label, tabindex: 0 } as const;
}
