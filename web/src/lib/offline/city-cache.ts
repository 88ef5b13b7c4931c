/** The whole city's 28 days, the page that shows them, and the files that page is made of. */
export const cityCache = 'jemput-city';
export const keptPage = '/tersimpan';
export const cityAddress = '/feeds/city-28-days.json';
/** Header of what is kept: when, in ISO 8601 by the phone's clock. */
export const keptAtHeader = 'x-kept-at';
