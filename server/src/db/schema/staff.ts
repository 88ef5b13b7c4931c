import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { kits } from './places.ts';

/** Accounts, sign-in sessions and credentials in the form that better-auth reads and writes. */
export const user = sqliteTable('user', {
  id: text().primaryKey(),
  name: text().notNull(),
  email: text().notNull().unique(),
  emailVerified: integer('email_verified', { mode: 'boolean' }).notNull().default(false),
  image: text(),
  username: text().unique(),
  displayUsername: text('display_username'),
  role: text({ enum: ['admin', 'planner', 'crew', 'courier', 'viewer'] })
    .notNull()
    .default('viewer'),
  disabled: integer({ mode: 'boolean' }).notNull().default(false),
  createdAt: integer('created_at', { mode: 'timestamp_ms' }).notNull(),
  updatedAt: integer('updated_at', { mode: 'timestamp_ms' }).notNull(),
});

export const session = sqliteTable(
  'session',
  {
    id: text().primaryKey(),
    token: text().notNull().unique(),
    userId: text('user_id')
      .notNull()
      .references(() => user.id, { onDelete: 'cascade' }),
    expiresAt: integer('expires_at', { mode: 'timestamp_ms' }).notNull(),
    ipAddress: text('ip_address'),
    userAgent: text('user_agent'),
    createdAt: integer('created_at', { mode: 'timestamp_ms' }).notNull(),
    updatedAt: integer('updated_at', { mode: 'timestamp_ms' }).notNull(),
  },
  (table) => [index('session_by_user_for_sign_out').on(table.userId)],
);

export const account = sqliteTable('account', {
  id: text().primaryKey(),
  accountId: text('account_id').notNull(),
  providerId: text('provider_id').notNull(),
  userId: text('user_id')
    .notNull()
    .references(() => user.id, { onDelete: 'cascade' }),
  accessToken: text('access_token'),
  refreshToken: text('refresh_token'),
  idToken: text('id_token'),
  accessTokenExpiresAt: integer('access_token_expires_at', { mode: 'timestamp_ms' }),
  refreshTokenExpiresAt: integer('refresh_token_expires_at', { mode: 'timestamp_ms' }),
  scope: text(),
  password: text(),
  createdAt: integer('created_at', { mode: 'timestamp_ms' }).notNull(),
  updatedAt: integer('updated_at', { mode: 'timestamp_ms' }).notNull(),
});

export const verification = sqliteTable('verification', {
  id: text().primaryKey(),
  identifier: text().notNull(),
  value: text().notNull(),
  expiresAt: integer('expires_at', { mode: 'timestamp_ms' }).notNull(),
  createdAt: integer('created_at', { mode: 'timestamp_ms' }),
  updatedAt: integer('updated_at', { mode: 'timestamp_ms' }),
});

/** A crew member goes with one kit; who stands at a session follows from the kits that do. */
export const crewMembers = sqliteTable(
  'crew_members',
  {
    id: text().primaryKey(),
    name: text().notNull(),
    phone: text().notNull().default(''),
    kitId: text('kit_id').references(() => kits.id),
    userId: text('user_id').references(() => user.id),
    active: integer({ mode: 'boolean' }).notNull().default(true),
  },
  (table) => [
    index('crew_by_user_for_day_sheet').on(table.userId),
    index('crew_by_kit_for_assignments').on(table.kitId),
  ],
);

/** Who did what, when and why; only ever appended. */
export const acts = sqliteTable('acts', {
  id: integer().primaryKey({ autoIncrement: true }),
  /** Unix milliseconds. */
  at: integer().notNull(),
  actorId: text('actor_id'),
  act: text().notNull(),
  subject: text().notNull(),
  detail: text({ mode: 'json' }).$type<unknown>(),
});
