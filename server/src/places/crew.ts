import type { CrewMember } from '@jemput/shared/staff/crew-member';
import { asc } from 'drizzle-orm';
import { recordAct } from '../auth/record-act.ts';
import { requirePermission } from '../auth/roles.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../db/open.ts';
import { crewMembers } from '../db/schema/staff.ts';
import { refuseFaults, unknownFault } from './known-references.ts';

export async function listCrew(ctx: Pick<Context, 'db'>): Promise<CrewMember[]> {
  return ctx.db.select().from(crewMembers).orderBy(asc(crewMembers.name), asc(crewMembers.id));
}

/** Makes the crew member, or replaces the one with that id. @throws Invalid with every fault */
export async function saveCrewMember(ctx: Context, member: CrewMember): Promise<{ id: string }> {
  requirePermission(ctx, 'places.write');
  await inTransaction(ctx, async (tx) => {
    const faults = [
      ...(member.kitId === null ? [] : await unknownFault(tx, 'kit', member.kitId, '/kitId')),
      ...(member.userId === null ? [] : await unknownFault(tx, 'account', member.userId, '/userId')),
    ];
    refuseFaults(`Crew member ${member.id}`, faults);
    await tx.insert(crewMembers).values(member).onConflictDoUpdate({ target: crewMembers.id, set: member });
    await recordAct(tx, ctx, 'places.saveCrewMember', member.id, { kitId: member.kitId, active: member.active });
  });
  return { id: member.id };
}
