import type { Channel, MessageKind, MessageState } from '@jemput/shared/messages/message';
import { index, integer, real, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';

/** Where a holder or a follower wants to be told. Deleted days after the session; the key that opens it even before (server/privacy). */
export const contacts = sqliteTable(
  'contacts',
  {
    id: text().primaryKey(),
    /** Ticket that it belongs to; null where it follows an area. */
    ticketId: text('ticket_id'),
    /** Area that it follows; null where it belongs to a ticket. */
    areaCode: text('area_code'),
    channel: text().$type<Channel>().notNull(),
    /** Mail address, number, or push subscription as JSON, sealed by the contact keys. */
    sealed: text().notNull(),
    /** Keyed hash of the address, so that the same one follows an area once. */
    addressCheck: text('address_check').notNull(),
    language: text().notNull().default('id'),
    /** Unix milliseconds. */
    createdAt: integer('created_at').notNull(),
    /** Unix milliseconds when it is deleted; null where it stays until its owner ends it or the push service says that it is gone. */
    expiresAt: integer('expires_at'),
  },
  (table) => [
    index('contacts_by_ticket_for_messages').on(table.ticketId),
    index('contacts_by_area_for_messages').on(table.areaCode),
    index('contacts_by_expiry_for_deletion').on(table.expiresAt),
    uniqueIndex('contacts_follow_once').on(table.areaCode, table.addressCheck),
  ],
);

/** The outbox: written in the transaction of what caused it, delivered at least once, shown once by its id. */
export const messages = sqliteTable(
  'messages',
  {
    /** Idempotency key towards every channel. */
    id: text().primaryKey(),
    contactId: text('contact_id').notNull(),
    ticketId: text('ticket_id'),
    sessionId: text('session_id'),
    channel: text().$type<Channel>().notNull(),
    kind: text().$type<MessageKind>().notNull(),
    /** What made it, so that the same cause writes one message: `moved:<sequence>`, `confirmed`. Unique with its contact. */
    cause: text().notNull(),
    /** Facts that its words need and that may have changed when it is sent; never a name, number or address. */
    facts: text({ mode: 'json' }).$type<Record<string, string | number | null>>().notNull().default({}),
    state: text().$type<MessageState>().notNull(),
    /** Unix milliseconds. */
    createdAt: integer('created_at').notNull(),
    dueAt: integer('due_at').notNull(),
    /** When it may be tried next, later than `dueAt` after a failure or in quiet hours. */
    nextAt: integer('next_at').notNull(),
    attempts: integer().notNull().default(0),
    /** Claimed by a sender until then. */
    claimedUntil: integer('claimed_until'),
    sentAt: integer('sent_at'),
    deliveredAt: integer('delivered_at'),
    /** After this it is of no use and expires unsent. */
    uselessAt: integer('useless_at'),
    /** The channel's own id of it. */
    reference: text(),
    /** Rupiah. */
    cost: real(),
    /** Last failure, in words without any address. */
    failure: text(),
  },
  (table) => [
    uniqueIndex('messages_once_a_cause').on(table.contactId, table.cause),
    index('messages_by_next_for_sending').on(table.state, table.nextAt),
    index('messages_by_session_for_unreached').on(table.sessionId),
    index('messages_by_ticket_for_changes').on(table.ticketId),
  ],
);
