/** Drawn by plain scripts in static/tv: televisions' browsers are older than any phone that the other pages are made for. */
export const csr = false;
