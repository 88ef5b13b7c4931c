/** What OpeningRule's fields are called by on this page, which has one rule a form. */
export const OPEN_DAYS = 'hari';
