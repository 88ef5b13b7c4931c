import { crewMemberSchema } from '@jemput/shared/staff/crew-member';
import { asc, sql } from 'drizzle-orm';
import * as z from 'zod';
import { kits } from '../db/schema/places.ts';
import { crewMembers } from '../db/schema/staff.ts';
import { optional, required } from './column.ts';
import { importerOf, inParts } from './importer.ts';
import { unknownFault, valuesOf } from './known-places.ts';

const schema = z.object(crewMemberSchema.shape).omit({ userId: true });
type CrewRow = z.infer<typeof schema>;

/** Crew members without their accounts: those are given on the staff page. */
export const crewImporter = importerOf<CrewRow, Set<string>>({
  columns: [
    required('id', 'id'),
    required('name', 'name'),
    optional('phone', 'phone', 'text', ''),
    optional('kit', 'kitId', 'text', null),
    optional('active', 'active', 'flag', true),
  ],
  schema,
  key: ['id'],
  readAll: (db) => {
    const { id, name, phone, kitId, active } = crewMembers;
    return db.select({ id, name, phone, kitId, active }).from(crewMembers).orderBy(asc(id));
  },
  readKnown: (db) => valuesOf(db, kits, kits.id),
  faultsOf: ({ kitId }, known) => unknownFault(known, 'kit', kitId),
  write: async (tx, rows) => {
    const set = {
      name: sql`excluded.name`,
      phone: sql`excluded.phone`,
      kitId: sql`excluded.kit_id`,
      active: sql`excluded.active`,
    };
    await inParts(rows, (part) =>
      tx.insert(crewMembers).values(part).onConflictDoUpdate({ target: crewMembers.id, set }),
    );
  },
});
