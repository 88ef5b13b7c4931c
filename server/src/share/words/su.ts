import type { SheetWords } from './sheet-words.ts';

const recording = {
  title: 'Anu kedah dicandak',
  items: [
    'Fotokopi Kartu Keluarga (KK) pangénggalna',
    'Sumping nyalira, teu tiasa diwakilkeun',
    'Yuswa 16 taun ka luhur atanapi parantos nikah',
    'KTP-el ical: serat katerangan leungit ti pulisi',
  ],
  short: 'Candak fotokopi Kartu Keluarga. Ti yuswa 16 taun.',
};
const printing = {
  title: 'Anu kedah dicandak',
  items: [
    'Tanda bukti ngarékam atanapi serat katerangan (suket)',
    'Fotokopi Kartu Keluarga (KK)',
    'Mung kanggo anu parantos dirékam',
  ],
  short: 'Candak bukti ngarékam atanapi suket, sareng fotokopi KK.',
};

export const su: SheetWords = {
  tag: 'su-ID',
  weekdays: 'Senén Salasa Rebo Kemis Jumaah Saptu Minggu',
  months: 'Januari Pébruari Maret April Méi Juni Juli Agustus Séptémber Oktober Nopémber Désémber',
  shortWeekdays: 'Sen Sal Reb Kem Jum Sap Min',
  shortMonths: 'Jan Péb Mar Apr Méi Jun Jul Ags Sép Okt Nop Dés',
  clockMark: '.',
  decimalMark: ',',
  and: 'sareng',
  moment: '{date} tabuh {time}',
  services: { recording: 'Ngarékam KTP-el', printing: 'Nyitak KTP-el', both: 'Ngarékam sareng nyitak KTP-el' },
  free: 'teu kedah mayar',
  come: 'Mangga sumping.',
  title: '{service} di {place}, {when}',
  village: 'Kalurahan {name}',
  hamlet: 'Désa {name}',
  address: 'Kacamatan {district}',
  rests: { maghrib: 'Reureuh magrib {hours}', isya: 'Reureuh isa {hours}' },
  resting: '{rests}, teras buka deui',
  alarms: {
    away: 'DIPINDAHKEUN',
    cancelled: 'DIBATALKEUN',
    moved: 'JADWAL ÉNGGAL',
    hours: 'JAM ÉNGGAL',
    over: 'PARANTOS RÉNGSÉ',
  },
  formerly: 'Kawitna {when}.',
  formerlyAt: 'Kawitna {when} di {place}.',
  nowAt: 'Ayeuna {when} di {place}.',
  allCancelled: 'Sadaya jadwal minggu ieu dibatalkeun.',
  lookOn: 'Pilari jadwal saterasna dina alamat di handap.',
  instead: {
    title: 'Mangga sumping ka dieu',
    picture: 'Gantina',
    far: '{distance} ti {place}',
    none: 'Teu acan aya gantina caket dieu. Pindai kodena kanggo jadwal saterasna.',
  },
  states: {
    open: 'Ayeuna nuju dibuka',
    filling: 'Mimiti pinuh',
    last: 'Nomer pamungkas',
    full: 'Pinuh',
    paused: 'Liren heula',
  },
  news: 'wartos {time}',
  pauseReasons: {
    power: 'listrik pareum',
    network: 'jaringan pegat',
    kit: 'alat rékam nuju aya gangguan',
    venue: 'tempatna teu acan tiasa dianggo',
    other: 'aya halangan di tempat',
  },
  bring: {
    recording,
    printing,
    both: {
      title: 'Anu kedah dicandak',
      items: [
        'Ngarékam: fotokopi Kartu Keluarga (KK) pangénggalna; yuswa 16 taun ka luhur atanapi parantos nikah',
        'Sumping nyalira, teu tiasa diwakilkeun',
        'Nyitak: tanda bukti ngarékam atanapi suket, sareng fotokopi KK',
      ],
      short: 'Candak fotokopi KK; kanggo nyitak ogé bukti ngarékam.',
    },
  },
  money: 'Teu kedah mayar. Patugas tara ménta artos; laporkeun upami aya.',
  check: {
    ask: 'Leres kénéh?',
    how: 'Pindai, atanapi serat kodena di',
    own: 'Kode jadwal anu dibatalkeun: {code}',
    alt: 'Kode QR kanggo mariksa kode {code}: {url}',
    foot: 'Dipariksa {checked}. Jadwal tiasa robih: pariksa kodena sateuacan angkat.',
  },
  live: {
    ask: 'Jadwal pangénggalna',
    alt: 'Kode QR ka jadwal pangénggalna: {url}',
    foot: 'Dipariksa {checked}. Jadwal tiasa robih: pindai sateuacan angkat.',
  },
  map: {
    title: 'Tempatna (jarak lempeng)',
    scan: 'Pindai kanggo peta',
    alt: 'Kode QR ka tempatna dina peta: {spot}',
    line: '{distance} palih {direction} ti {name}',
    directions: 'kalér,kalér-wétan,wétan,kidul-wétan,kidul,kidul-kulon,kulon,kalér-kulon',
  },
  week: {
    none: 'Minggu ieu teu acan aya jadwal.',
    more: 'sareng {count} jadwal deui',
    page: 'Kaca {page}',
  },
  standing: {
    dates: 'Kanggo {dates}',
    except: 'Kajabi {dates}',
    none: 'Opat minggu ieu teu acan aya jadwal di dieu.',
  },
  today: {
    title: 'Dinten ieu di {city}',
    none: 'Dinten ieu teu aya jadwal. Pilari jadwal sanés dina alamat palih katuhu.',
  },
};
