const no = '(?:tidak|tdk|ti?dak|belum|bukan|not|gak|ga|nggak|enggak|ndak|mboten|boten|ora|teu|henteu|moal)';
const ended =
  '(?:(?:di|dipun)?batal(?:kan|nya|aken|keun)?|(?:di|dipun)?wurung(?:ake|aken)?|called off|ditiadakan|dihentikan|cancell?ed|postponed|libur|prei|perei|pere|(?:di)?tutup|(?:di|dipun)?undur|ditunda|dijadwal(?:kan)? ulang)';
const service = '(?:rekam|perekaman|pelayanan|layanan|jadwal|kegiatan)';
const off = new RegExp(
  `\\b${ended}\\b|\\b${no}\\s+(?:jadi|jd|sios|siyos|sida|sido|janten|buka|bukak|bika|muka|dibuka|digelar|diadakan|dilaksanakan)\\b|\\b${no}\\s+(?:ada|wonten|ana|aya)\\s+${service}\\b`,
  'i',
);
const to = '(?:ke|menjadi|jadi|dados|janten|kana|sampai|hingga)';
/** It takes place, but not then: what stands before it is off, what follows holds. */
const movedTo = new RegExp(
  `\\b(?:(?:di|dipun)?undur(?:kan)?|di(?:majukan|alihkan|ganti)|(?:di)?pindah(?:kan)?|ditunda|dijadwal(?:kan)? ulang)\\s+${to}\\b`,
  'i',
);
/** Denials, closing times and holidays say nothing of the evening. */
const notOff = new RegExp(
  [
    `\\b${no}\\s+(?:jadi\\s+|di)?${ended}\\b`,
    '\\bhari\\s+libur\\b',
    '\\blibur\\s+(?:nasional|sekolah)\\b',
    '\\bpendaftaran\\s+(?:di)?tutup\\b',
    '(?:-|–|—|\\b(?:sampai|s\\/d|sd|hingga)\\b)\\s*tutup\\b',
    '\\b(?:di)?tutup\\s*:?\\s*(?:jam|pukul|pkl\\b|\\d{1,2}[.:]\\d{2})',
  ].join('|'),
  'gi',
);

/** Whether a line tells people that something does not take place. */
export function saysOff(line: string): boolean {
  return off.test(line.replace(notOff, ' ').replace(new RegExp(movedTo, 'gi'), ' '));
}

/** Where a line tells of a move to what follows; −1 where it does not. */
export function movedAt(line: string): number {
  return movedTo.exec(line)?.index ?? -1;
}
