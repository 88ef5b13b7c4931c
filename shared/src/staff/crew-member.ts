import * as z from 'zod/mini';
import { idSchema } from '../places/venue.ts';

export const crewMemberSchema = z.object({
  id: idSchema,
  name: z.string().check(z.trim(), z.minLength(1), z.maxLength(120)),
  phone: z.string().check(z.maxLength(40)),
  /** The kit this person goes with; null while with none. */
  kitId: z.nullable(z.string()),
  /** The account this person signs in with. */
  userId: z.nullable(z.string()),
  active: z.boolean(),
});
export type CrewMember = z.infer<typeof crewMemberSchema>;
