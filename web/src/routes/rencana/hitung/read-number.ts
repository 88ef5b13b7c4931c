/** Why an entry is no number that can be reckoned with. */
export type NumberFault = 'empty' | 'unclear' | 'whole';

export type ReadNumber = { value: number } | { value?: number; fault: NumberFault };

/** 1.000 and 1,000 both, or with spaces: one thousand, in Indonesian and in English writing. */
const grouped = /^-?[1-9]\d{0,2}(?:([.,\s])\d{3})(?:\1\d{3})*$/;
const plain = /^-?\d+$/;
/** Two decimals at most: three after a separator may be thousands. */
const decimal = /^-?\d+[.,]\d{1,2}$/;

/** A count, as people write it. A fault keeps the value where the entry is a number, but not a whole one. */
export function readWhole(entry: string): ReadNumber {
  const text = entry.trim();
  if (text === '') return { fault: 'empty' };
  if (plain.test(text)) return { value: Number(text) };
  if (grouped.test(text)) return { value: Number(text.replaceAll(/[.,\s]/g, '')) };
  if (decimal.test(text)) return { value: Number(text.replace(',', '.')), fault: 'whole' };
  return { fault: 'unclear' };
}

/** A measure with a comma or a point before its decimals: 3,5 and 3.5; what may be thousands is unclear. */
export function readDecimal(entry: string): ReadNumber {
  const text = entry.trim();
  if (text === '') return { fault: 'empty' };
  if (plain.test(text) || decimal.test(text)) return { value: Number(text.replace(',', '.')) };
  return { fault: 'unclear' };
}
