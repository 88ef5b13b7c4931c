import { ticketEvents, tickets } from '@jemput/server/db/schema/bookings';
import { contacts, messages } from '@jemput/server/db/schema/messages';
import { KEPT_DAYS } from '@jemput/server/messages/add-contact';
import { MESSAGES_KEPT_DAYS } from '@jemput/server/messages/forget-old-messages';
import { getTableColumns, getTableName } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { personalData } from '../../../web/src/routes/(finder)/data/personal-data.ts';

const kept = [tickets, ticketEvents, contacts, messages].flatMap((table) =>
  Object.values(getTableColumns(table)).map(({ name }) => `${getTableName(table)}.${name}`),
);
const told = personalData.flatMap(({ columns }) => columns);

test('every field that is kept of whoever takes a number is in the published map, once', () => {
  expect([...told].sort()).toEqual([...kept].sort());
});

test('what the map says is deleted after days is deleted after as many', () => {
  const deleted = personalData.filter(({ keptDays }) => keptDays !== null);
  const days = deleted.map(({ id, keptDays }) => [id, keptDays]);
  expect(days).toEqual(deleted.map(({ id }) => [id, id === 'messages' ? MESSAGES_KEPT_DAYS : KEPT_DAYS]));
});
