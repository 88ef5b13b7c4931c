/** Districts of Surakarta; codes and names: npm idn-area-data 4.0.1, ODbL. */
export const soloDistricts: readonly (readonly [code: string, name: string])[] = [
  ['33.72.01', 'Laweyan'],
  ['33.72.02', 'Serengan'],
  ['33.72.03', 'Pasar Kliwon'],
  ['33.72.04', 'Jebres'],
  ['33.72.05', 'Banjarsari'],
];

export interface SoloPlace {
  id: string;
  name: string;
  /** Kelurahan in which it stands. */
  areaCode: string;
  address: string;
  /** Placed by hand to a few hundred metres. */
  lat: number;
  lon: number;
}

function place(id: string, name: string, areaCode: string, address: string, lat: number, lon: number): SoloPlace {
  return { id, name, areaCode, address, lat, lon };
}

/** Where the kits are kept: the registry office at the city hall. */
export const officePosition = { lat: -7.5686, lon: 110.829 };

export const soloSchools: readonly SoloPlace[] = [
  place('sma-negeri-1', 'SMA Negeri 1', '33.72.05.1003', 'Jl. Wolter Monginsidi 40', -7.5578, 110.8278),
  place('sma-negeri-2', 'SMA Negeri 2', '33.72.05.1003', 'Jl. Wolter Monginsidi 40', -7.5574, 110.8271),
  place('sma-negeri-3', 'SMA Negeri 3', '33.72.04.1008', 'Jl. Prof. W.Z. Johannes 58', -7.565, 110.8379),
  place('sma-negeri-4', 'SMA Negeri 4', '33.72.05.1011', 'Jl. L.U. Adisucipto 1', -7.5549, 110.8012),
  place('sma-negeri-5', 'SMA Negeri 5', '33.72.05.1002', 'Jl. Letjen Sutoyo 18', -7.5466, 110.8283),
  place('sma-negeri-6', 'SMA Negeri 6', '33.72.05.1002', 'Jl. Mr. Sartono 30', -7.5456, 110.8249),
  place('sma-negeri-7', 'SMA Negeri 7', '33.72.02.1004', 'Jl. Mr. Muh. Yamin 79', -7.578, 110.8121),
  place('sma-negeri-8', 'SMA Negeri 8', '33.72.04.1011', 'Jl. Sumbing VI/49', -7.549, 110.8425),
  place('smk-negeri-1', 'SMK Negeri 1', '33.72.03.1007', 'Jl. Sungai Kapuas 28', -7.5738, 110.8322),
  place('smk-negeri-2', 'SMK Negeri 2', '33.72.05.1011', 'Jl. L.U. Adisucipto 33', -7.554, 110.8038),
  place('smk-negeri-3', 'SMK Negeri 3', '33.72.02.1002', 'Jl. Brigjen Sudiarto 34', -7.5859, 110.8237),
  place('smk-negeri-4', 'SMK Negeri 4', '33.72.01.1009', 'Jl. L.U. Adisucipto 40', -7.5543, 110.7951),
  place('smk-negeri-5', 'SMK Negeri 5', '33.72.01.1009', 'Jl. L.U. Adisucipto 42', -7.5539, 110.7937),
  place('smk-negeri-6', 'SMK Negeri 6', '33.72.01.1009', 'Jl. L.U. Adisucipto 38', -7.5546, 110.7963),
  place('smk-negeri-8', 'SMK Negeri 8', '33.72.04.1002', 'Jl. Sangihe', -7.5641, 110.8325),
  place('smk-negeri-9', 'SMK Negeri 9', '33.72.05.1013', 'Jl. Tarumanegara I', -7.54, 110.8063),
  place('sma-batik-1', 'SMA Batik 1', '33.72.01.1001', 'Jl. Slamet Riyadi 445', -7.5634, 110.7896),
  place('sma-muhammadiyah-1', 'SMA Muhammadiyah 1', '33.72.05.1008', 'Jl. R.M. Said 35', -7.5619, 110.8205),
  place('man-1', 'MAN 1', '33.72.05.1001', 'Jl. Sumpah Pemuda 25', -7.5408, 110.8195),
  place('man-2', 'MAN 2', '33.72.01.1006', 'Jl. Slamet Riyadi 308', -7.5674, 110.8123),
];

export const soloMarkets: readonly SoloPlace[] = [
  place('pasar-klewer', 'Pasar Klewer', '33.72.03.1004', 'Jl. Dr. Radjiman', -7.5757, 110.8262),
  place('pasar-gede', 'Pasar Gede Hardjonagoro', '33.72.04.1003', 'Jl. Urip Sumoharjo', -7.5691, 110.8317),
  place('pasar-legi', 'Pasar Legi', '33.72.05.1004', 'Jl. S. Parman', -7.5612, 110.8243),
  place('pasar-nusukan', 'Pasar Nusukan', '33.72.05.1002', 'Jl. Piere Tendean', -7.5493, 110.8221),
  place('pasar-harjodaksino', 'Pasar Harjodaksino', '33.72.02.1002', 'Jl. Yos Sudarso', -7.5856, 110.8192),
  place('pasar-kembang', 'Pasar Kembang', '33.72.01.1006', 'Jl. Honggowongso', -7.5713, 110.8158),
  place('pasar-jongke', 'Pasar Jongke', '33.72.01.1001', 'Jl. Dr. Radjiman', -7.5687, 110.7888),
  place('pasar-triwindu', 'Pasar Triwindu', '33.72.05.1006', 'Jl. Diponegoro', -7.5688, 110.8226),
  place('pasar-mojosongo', 'Pasar Mojosongo', '33.72.04.1011', 'Jl. Brigjen Katamso', -7.5467, 110.8389),
  place('pasar-notoharjo', 'Pasar Notoharjo', '33.72.03.1002', 'Jl. Sungai Serang', -7.5869, 110.8396),
  place('pasar-depok', 'Pasar Depok', '33.72.05.1011', 'Jl. Depok', -7.5533, 110.8085),
  place('pasar-kleco', 'Pasar Sidodadi Kleco', '33.72.01.1011', 'Jl. Slamet Riyadi', -7.5553, 110.7748),
];

/** Counters of the five kecamatan: history only, they take no kits. */
export const soloCounters: readonly SoloPlace[] = [
  place('loket-laweyan', 'Loket Kecamatan Laweyan', '33.72.01.1005', 'Kantor Kecamatan Laweyan', -7.5676, 110.8079),
  place('loket-serengan', 'Loket Kecamatan Serengan', '33.72.02.1003', 'Kantor Kecamatan Serengan', -7.5841, 110.8163),
  place(
    'loket-pasar-kliwon',
    'Loket Kecamatan Pasar Kliwon',
    '33.72.03.1003',
    'Kantor Kecamatan Pasar Kliwon',
    -7.5808,
    110.8315,
  ),
  place('loket-jebres', 'Loket Kecamatan Jebres', '33.72.04.1010', 'Kantor Kecamatan Jebres', -7.5568, 110.8545),
  place(
    'loket-banjarsari',
    'Loket Kecamatan Banjarsari',
    '33.72.05.1010',
    'Kantor Kecamatan Banjarsari',
    -7.5593,
    110.8126,
  ),
];
