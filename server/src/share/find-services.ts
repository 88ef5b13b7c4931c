import type { Service } from '@jemput/shared/sessions/session';

const recording =
  /\b(?:rekam(?:an|kan)?|perekaman|merekam|ngrekam\w*|nga?r[eé]kam|record(?:s|ing|ings)?)(?![\p{L}\p{N}])/iu;
const card = '(?:kartu\\s+)?(?:e-?\\s?)?(?:ktp|kartu|id cards?)';
const printing = new RegExp(
  `\\b(?:cetak|pencetakan|mencetak|nyetak|nyithak|print(?:ing|s)?|ambil|pengambilan|mengambil|njupuk|mundhut|nyandak|collect)\\s+(?:(?:ulang|kartu|fisik|massal|gratis|dan\\s+\\p{L}+|your)\\s+){0,2}${card}|\\bktp(?:-?\\s?el)?\\s+jadi\\b`,
  'iu',
);
/** "Rekam dan cetak KTP-el" */
const both = /\b(?:rekam|perekaman)\s*(?:dan|&|\/|\+|serta|,)\s*(?:langsung\s+)?(?:cetak|pencetakan)\b/i;

/** What a line says is done: people recorded, cards printed. */
export function servicesIn(line: string): Service[] {
  const prints = printing.test(line) || both.test(line);
  return [...(recording.test(line) ? (['recording'] as const) : []), ...(prints ? (['printing'] as const) : [])];
}
