/** Nothing here needs script, and the page after it must be a fresh document for the crew's service worker to keep. */
export const csr = false;
