import '#lib/old-phones.ts';
import { defineCustomClientStrategy } from '#lib/paraglide/runtime.js';

/** The server decided the language of this page; the browser follows it. */
defineCustomClientStrategy('custom-reader', {
  getLocale: () => document.documentElement.lang,
  setLocale: () => undefined,
});
