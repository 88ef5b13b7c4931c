/** In the browser: when the office last said that the open page is still true. */
class PageCheck {
  /** Unix milliseconds by the office's clock; 0 until it was asked. */
  at = $state(0);
}

export const pageCheck = new PageCheck();
