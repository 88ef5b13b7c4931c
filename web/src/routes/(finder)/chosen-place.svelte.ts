import { getContext, setContext } from 'svelte';
import { SvelteSet } from 'svelte/reactivity';

const KEY = Symbol('chosen place');

/** The venue that the reader looks at, in the list and on the map alike; each leads to the other. */
export class ChosenPlace {
  venueId: string | null = $state(null);
  /** Venues that the map shows; none before it is drawn. */
  readonly onMap = new SvelteSet<string>();
  /** Draws the reader's eye to a venue on the map. */
  private mark: (venueId: string) => void = () => {};

  drawn(venueIds: Iterable<string>, mark: (venueId: string) => void): void {
    this.onMap.clear();
    for (const id of venueIds) this.onMap.add(id);
    this.mark = mark;
  }

  gone(): void {
    this.onMap.clear();
    this.venueId = null;
    this.mark = () => {};
  }

  showOnMap(venueId: string): void {
    this.venueId = venueId;
    this.mark(venueId);
  }

  /** To the venue's first card, as a keyboard would. */
  showInList(venueId: string): void {
    this.venueId = venueId;
    const card = document.querySelector(`[data-venue="${CSS.escape(venueId)}"]`);
    // A card of what is over lies folded away.
    card?.closest('details')?.setAttribute('open', '');
    card?.querySelector<HTMLElement>('a')?.focus({ preventScroll: true });
    card?.scrollIntoView({ block: 'center' });
  }
}

export function provideChosenPlace(): ChosenPlace {
  return setContext(KEY, new ChosenPlace());
}

/** None on pages without a map. */
export function chosenPlace(): ChosenPlace | undefined {
  return getContext<ChosenPlace | undefined>(KEY);
}
