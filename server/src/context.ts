import type { Role } from '@jemput/shared/staff/role';
import type { Logger } from 'pino';
import type { Database } from './db/open.ts';
import type { Messaging } from './messages/messaging.ts';
import type { ContactKeys } from './privacy/contact-keys.ts';

export interface Actor {
  id: string;
  name: string;
  role: Role;
}

/** Everything a verb may lean on; passed, never imported, so that a test gives its own database and clock. */
export interface Context {
  db: Database;
  /** Unix milliseconds. The only clock. */
  now(): number;
  /** The office's IANA zone. */
  zone: string;
  actor: Actor | null;
  /** Signs what must be known to be the office's: links and check codes. */
  secret: string;
  /** Seals names and addresses with keys that are not in the database. */
  keys: ContactKeys;
  /** Left out where nothing is sent: commands, and tests of other things. */
  messaging?: Messaging | undefined;
  log: Logger;
}
