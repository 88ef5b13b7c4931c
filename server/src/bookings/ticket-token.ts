import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/**
 * The secret part of a ticket's or a display's link: its random id and a proof that this office gave it. It cannot be guessed or made from
 * anything that is stored, and says nothing of its holder. A copy of the database alone opens no link.
 */
export type Token = string;

/** What a link opens: one's own ticket, or the display of a session, which only shows. */
export type TokenPurpose = 'ticket' | 'display';

const ID_BYTES = 12;
const PROOF_BYTES = 12;
const TOKEN = /^[A-Za-z0-9_-]{32}$/;

/** 96 random bits in 16 characters. */
export function newTicketId(): string {
  return randomBytes(ID_BYTES).toString('base64url');
}

/** @param id of `newTicketId` */
export function tokenOf(secret: string, purpose: TokenPurpose, id: string): Token {
  return id + proofOf(secret, purpose, id).toString('base64url');
}

/** The id that the token was given for; null for anything else. Takes no look at the database. */
export function readToken(secret: string, purpose: TokenPurpose, token: string): string | null {
  if (!TOKEN.test(token)) return null;
  const id = token.slice(0, 16);
  const given = Buffer.from(token.slice(16), 'base64url');
  return timingSafeEqual(given, proofOf(secret, purpose, id)) ? id : null;
}

function proofOf(secret: string, purpose: TokenPurpose, id: string): Buffer {
  return createHmac('sha256', `jemput ${purpose} link 1 ${secret}`).update(id).digest().subarray(0, PROOF_BYTES);
}
