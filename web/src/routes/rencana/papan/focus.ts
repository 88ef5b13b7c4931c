/** For what is to be pressed next, once it appears. */
export function focusNow(element: HTMLElement): void {
  element.focus();
}

/** For what scrolls by itself: keys must reach it where nothing in it takes the focus. */
export function reachable(element: HTMLElement): void {
  element.tabIndex = 0;
}
