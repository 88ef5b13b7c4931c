/** Characters of a name to call. */
export const LONGEST_NAME = 60;
