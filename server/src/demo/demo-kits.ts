import type { Kit } from '@jemput/shared/kits/kit';
import { officePosition } from './solo-places.ts';

/** Made up, around the 180 that two kits recorded at Pajang in five hours (product.md). */
const recordingsPerHour = [18, 18, 17, 17, 17, 16, 16, 15, 17, 16];

/** The ten kits of 2013, all kept at the registry office. */
export const demoKits: readonly Kit[] = recordingsPerHour.map((speed, at) => {
  const id = `K${String(at + 1).padStart(2, '0')}`;
  return {
    id,
    name: `Alat rekam ${at + 1}`,
    baseLat: officePosition.lat,
    baseLon: officePosition.lon,
    recordingsPerHour: speed,
    active: true,
  };
});

export const kitPairs = [0, 2, 4, 6, 8].map((at) => demoKits.slice(at, at + 2));

/** Nobody real; two go with each kit. */
const crewNames = [
  'Agus Wibisono',
  'Sri Hartati',
  'Bambang Sulistyo',
  'Dewi Anggraini',
  'Joko Purnomo',
  'Endang Lestari',
  'Heru Nugroho',
  'Fitri Handayani',
  'Slamet Riyanto',
  'Maya Puspita',
  'Wahyu Setiawan',
  'Ratna Kusuma',
  'Dwi Prasetyo',
  'Nining Rahayu',
  'Tri Atmojo',
  'Wulan Sari',
  'Eko Susanto',
  'Yuni Astuti',
  'Rudi Hartono',
  'Siti Maryam',
];

/** The first of them signs in with the demo's crew account. */
export const demoCrew = crewNames.map((name, at) => ({
  id: `petugas-${String(at + 1).padStart(2, '0')}`,
  name: `${name} (demo)`,
  phone: '',
  kitId: demoKits[Math.floor(at / 2)]?.id ?? null,
  active: true,
}));
