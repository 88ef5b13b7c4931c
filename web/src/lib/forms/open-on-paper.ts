/** Attached to `<details>`: open while the page is printed, as paper cannot be unfolded; then as the reader had it. */
export function openOnPaper(details: HTMLDetailsElement): () => void {
  let wasOpen = details.open;
  const unfold = () => {
    wasOpen = details.open;
    details.open = true;
  };
  const restore = () => {
    details.open = wasOpen;
  };
  addEventListener('beforeprint', unfold);
  addEventListener('afterprint', restore);
  return () => {
    removeEventListener('beforeprint', unfold);
    removeEventListener('afterprint', restore);
  };
}
