/** How an office keeps its evenings beside prayer; minutes. */
export interface EveningRules {
  /** A rest that starts with maghrib, where it falls in a session; 0 = none. */
  maghribPauseMinutes: number;
  /** Likewise with isya. */
  isyaPauseMinutes: number;
  /** In Ramadan an evening starts this long after isya, when tarawih is over; null leaves the slot's hours. */
  tarawihMinutes: number | null;
  /** How long such an evening is at most. */
  ramadanEveningMinutes: number;
}

export const standardEveningRules: EveningRules = {
  maghribPauseMinutes: 0,
  isyaPauseMinutes: 0,
  tarawihMinutes: null,
  ramadanEveningMinutes: 180,
};
