const ID_BYTES = 12;

/** 96 random bits in base64url: a ticket made on this phone, unlike any other's. */
export function newTicketId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(ID_BYTES));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_');
}
