import { onMount } from 'svelte';
import { m } from '#lib/paraglide/messages.js';

/** What the browser can do with a text to pass on, known only there; made while a component is. */
export class PassOn {
  canShare = $state(false);
  canCopy = $state(false);
  /** What became of copying, for who listens. */
  told = $state('');

  constructor() {
    onMount(() => {
      this.canShare = typeof navigator.share === 'function';
      this.canCopy = navigator.clipboard !== undefined;
    });
  }

  async copy(text: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      this.told = m.share_copied();
    } catch {
      this.told = m.share_copy_failed();
    }
  }

  /** Who closes the phone's own sheet has decided otherwise; nothing went wrong. */
  async share(data: ShareData): Promise<void> {
    await navigator.share(data).catch(() => undefined);
  }
}
