export const areaLevels = ['province', 'regency', 'district', 'village'] as const;
export type AreaLevel = (typeof areaLevels)[number];

export interface Area {
  /** Ministry code, `33.72.01.1001`: province.regency.district.village. */
  code: string;
  name: string;
  level: AreaLevel;
  parentCode: string | null;
  lat: number | null;
  lon: number | null;
}

/** A ministry code of any level. */
export const areaCodePattern = /^\d{2}(\.\d{2}(\.\d{2}(\.\d{4})?)?)?$/;

export function isAreaCode(text: string): boolean {
  return areaCodePattern.test(text);
}

/** `33.72.01` of `33.72.01.1001`; null for a province. */
export function parentOf(code: string): string | null {
  const cut = code.lastIndexOf('.');
  return cut < 0 ? null : code.slice(0, cut);
}

/** True where `code` is `prefix` or lies in it. */
export function liesIn(code: string, prefix: string): boolean {
  return code === prefix || code.startsWith(`${prefix}.`);
}
