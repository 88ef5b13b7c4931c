import { readFileSync } from 'node:fs';
import { soloKelurahan } from '@jemput/server/demo/solo-kelurahan';
import { parse } from 'csv-parse/sync';

/** A village or kelurahan: its official code, name, and the degrees of its middle. */
export interface Place {
  code: string;
  name: string;
  lat: number;
  lon: number;
}

/**
 * Codes and names: npm idn-area-data 4.0.1, ODbL. Middles: cahyadsn/wilayah_boundaries, MIT, four decimals. `jawa-tengah.csv`
 * has the province's first 1,000 villages by code: Cilacap, Banyumas, Purbalingga and the west of Banjarnegara.
 */
export function readPlaces(area: 'kota-bekasi' | 'kabupaten-bekasi' | 'jawa-tengah'): Place[] {
  const records: Record<string, string>[] = parse(readFileSync(new URL(`./places/${area}.csv`, import.meta.url)), {
    columns: true,
  });
  return records.map(({ code = '', name = '', lat, lon }) => ({ code, name, lat: Number(lat), lon: Number(lon) }));
}

/** The 51 kelurahan of Solo in 2013. */
export const soloPlaces: readonly Place[] = soloKelurahan.map(([code, name, lat, lon]) => ({ code, name, lat, lon }));
