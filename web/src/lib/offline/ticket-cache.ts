/** Pages of this phone's own numbers, and the files that they are made of; no other page's. */
export const ticketCache = 'jemput-tickets';

const ticketPath = /^\/antrean\/[A-Za-z0-9_-]{32}$/;

export function isTicketPage(path: string): boolean {
  return ticketPath.test(path);
}
