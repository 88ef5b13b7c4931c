/** The second tap of a double tap is not meant for what the first one brought under the finger. */
const DOUBLE_TAP_MILLIS = 400;

/** Attach it to what holds the buttons: of two taps within the time only the first counts; opening a panel is no tap. */
export function tapGuard(): (around: HTMLElement) => () => void {
  let tappedAt = Number.NEGATIVE_INFINITY;
  function dropSecond(event: MouseEvent): void {
    const tapped = event.target instanceof Element ? event.target.closest('button, summary') : null;
    if (!tapped) return;
    // When it was tapped, not when a busy phone gets round to it.
    const soon = event.timeStamp - tappedAt < DOUBLE_TAP_MILLIS;
    if (tapped.tagName === 'BUTTON') tappedAt = event.timeStamp;
    if (!soon) return;
    event.preventDefault();
    event.stopPropagation();
  }
  return (around) => {
    around.addEventListener('click', dropSecond, true);
    return () => around.removeEventListener('click', dropSecond, true);
  };
}
