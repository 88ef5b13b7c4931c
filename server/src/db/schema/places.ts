import type { CalendarDayKind } from '@jemput/shared/calendar/calendar-day';
import { type EveningRules, standardEveningRules } from '@jemput/shared/places/evening-rules';
import type { Opening } from '@jemput/shared/places/venue';
import { index, integer, primaryKey, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const areas = sqliteTable('areas', {
  /** Ministry code, `33.72.01.1001`. */
  code: text().primaryKey(),
  name: text().notNull(),
  level: text({ enum: ['province', 'regency', 'district', 'village'] }).notNull(),
  parentCode: text('parent_code'),
  lat: real(),
  lon: real(),
});

export const pools = sqliteTable('pools', {
  id: text().primaryKey(),
  name: text().notNull(),
  areaCode: text('area_code')
    .notNull()
    .references(() => areas.code),
  /** People who must hold a card. */
  eligible: integer().notNull(),
  /** Of them, not yet recorded. */
  remaining: integer().notNull(),
  minSessions: integer('min_sessions').notNull().default(0),
});

export const slots = sqliteTable('slots', {
  id: text().primaryKey(),
  name: text().notNull(),
  startTime: text('start_time').notNull(),
  endTime: text('end_time').notNull(),
});

export const venues = sqliteTable(
  'venues',
  {
    id: text().primaryKey(),
    name: text().notNull(),
    kind: text({ enum: ['kelurahan', 'school', 'market', 'office', 'other'] }).notNull(),
    poolId: text('pool_id')
      .notNull()
      .references(() => pools.id),
    areaCode: text('area_code')
      .notNull()
      .references(() => areas.code),
    address: text().notNull(),
    lat: real().notNull(),
    lon: real().notNull(),
    maxKits: integer('max_kits').notNull(),
    contactName: text('contact_name').notNull().default(''),
    contactPhone: text('contact_phone').notNull().default(''),
    active: integer({ mode: 'boolean' }).notNull().default(true),
  },
  (table) => [
    index('venues_by_pool_for_planning').on(table.poolId),
    index('venues_by_area_for_finder').on(table.areaCode),
  ],
);

export const openings = sqliteTable(
  'openings',
  {
    venueId: text('venue_id')
      .notNull()
      .references(() => venues.id, { onDelete: 'cascade' }),
    slotId: text('slot_id')
      .notNull()
      .references(() => slots.id),
    rule: text({ mode: 'json' }).$type<Opening>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.venueId, table.slotId] })],
);

export const kits = sqliteTable('kits', {
  id: text().primaryKey(),
  name: text().notNull(),
  baseLat: real('base_lat').notNull(),
  baseLon: real('base_lon').notNull(),
  recordingsPerHour: real('recordings_per_hour').notNull(),
  active: integer({ mode: 'boolean' }).notNull().default(true),
});

export const outages = sqliteTable(
  'outages',
  {
    id: text().primaryKey(),
    kitId: text('kit_id')
      .notNull()
      .references(() => kits.id),
    startDate: text('start_date').notNull(),
    /** Included. */
    endDate: text('end_date').notNull(),
    reason: text().notNull(),
  },
  (table) => [index('outages_by_kit_for_planning').on(table.kitId)],
);

/** What the office is, one row. */
export const office = sqliteTable('office', {
  id: integer().primaryKey(),
  name: text().notNull(),
  regencyCode: text('regency_code').notNull(),
  demo: integer({ mode: 'boolean' }).notNull(),
  /** Recorded people per day before the first report, for the progress line: [date, recorded so far]. */
  progress: text({ mode: 'json' }).$type<[string, number][]>().notNull(),
  evening: text({ mode: 'json' }).$type<EveningRules>().notNull().default(standardEveningRules),
});

/** Holidays, joint leave, school breaks and examinations, as the office has them: shipped ones are copied in once. */
export const calendarDays = sqliteTable(
  'calendar_days',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    kind: text().$type<CalendarDayKind>().notNull(),
    name: text().notNull(),
    startDate: text('start_date').notNull(),
    /** Included. */
    endDate: text('end_date').notNull(),
    /** The year of the shipped calendar that it came with; null where the office wrote it. */
    shippedYear: integer('shipped_year'),
  },
  (table) => [index('calendar_days_by_date').on(table.startDate)],
);

/** Years of the shipped calendar that were copied in, so that what the office took out stays out. */
export const calendarYears = sqliteTable('calendar_years', { year: integer().primaryKey() });
