import * as z from 'zod/mini';

const minutes = (most: number) => z.int().check(z.minimum(0), z.maximum(most));

/** How an office keeps its evenings beside prayer; minutes. Maghrib and isya lie more than an hour apart. */
export const eveningRulesSchema = z.object({
  /** A rest that starts with maghrib, where it falls in a session; 0 = none. */
  maghribPauseMinutes: minutes(60),
  /** Likewise with isya. */
  isyaPauseMinutes: minutes(60),
  /** In Ramadan an evening starts this long after isya, when tarawih is over; null leaves the slot's hours. */
  tarawihMinutes: z.nullable(minutes(180)),
  /** How long such an evening is at most. */
  ramadanEveningMinutes: z.int().check(z.minimum(30), z.maximum(360)),
  /** True where sessions are planned in the evening before Idulfitri too; else only where a venue names the date among those it opens on besides. */
  openOnTakbiran: z.optional(z.boolean()),
});
export type EveningRules = z.infer<typeof eveningRulesSchema>;

export const standardEveningRules: EveningRules = {
  maghribPauseMinutes: 0,
  isyaPauseMinutes: 0,
  tarawihMinutes: null,
  ramadanEveningMinutes: 180,
};
