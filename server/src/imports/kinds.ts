/** What can be imported and exported, one file a kind. */
export const importKinds = [
  'areas',
  'pools',
  'venues',
  'kits',
  'crew',
  'history',
  'events',
  'coming-of-age',
  'calendar',
] as const;
export type ImportKind = (typeof importKinds)[number];

export function isImportKind(text: string): text is ImportKind {
  return (importKinds as readonly string[]).includes(text);
}
