import type { SheetWords } from './sheet-words.ts';

const recording = {
  title: 'Ingkang kedah dipunasta',
  items: [
    'Fotokopi Kartu Keluarga (KK) paling enggal',
    'Rawuh piyambak, mboten saged dipunwakilaken',
    'Umur 16 taun minggah utawi sampun krama',
    'KTP-el ical: serat katrangan ical saking pulisi',
  ],
  short: 'Ngasta fotokopi Kartu Keluarga. Wiwit umur 16 taun.',
};
const printing = {
  title: 'Ingkang kedah dipunasta',
  items: [
    'Tandha bukti perekaman utawi serat katrangan (suket)',
    'Fotokopi Kartu Keluarga (KK)',
    'Namung kangge ingkang sampun dipunrekam',
  ],
  short: 'Ngasta bukti perekaman utawi suket, lan fotokopi KK.',
};

export const jv: SheetWords = {
  tag: 'jv-ID',
  weekdays: 'Senen Selasa Rebo Kemis Jemuwah Setu Ahad',
  months: 'Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember',
  shortWeekdays: 'Sen Sel Reb Kem Jem Set Ahad',
  shortMonths: 'Jan Feb Mar Apr Mei Jun Jul Agu Sep Okt Nov Des',
  clockMark: '.',
  decimalMark: ',',
  and: 'lan',
  moment: '{date} jam {time}',
  services: { recording: 'Ngrekam KTP-el', printing: 'Nyithak KTP-el', both: 'Ngrekam lan nyithak KTP-el' },
  free: 'gratis',
  come: 'Mangga rawuh.',
  title: '{service} ing {place}, {when}',
  village: 'Kelurahan {name}',
  hamlet: 'Desa {name}',
  address: 'Kecamatan {district}',
  rests: { maghrib: 'Leren magrib {hours}', isya: 'Leren ngisa {hours}' },
  resting: '{rests}, lajeng bikak malih',
  alarms: {
    away: 'DIPUNPINDHAH',
    cancelled: 'DIPUNBATALAKEN',
    moved: 'JADWAL ENGGAL',
    hours: 'JAM ENGGAL',
    over: 'SAMPUN RAMPUNG',
  },
  formerly: 'Sakawit {when}.',
  formerlyAt: 'Sakawit {when} ing {place}.',
  nowAt: 'Sapunika {when} ing {place}.',
  allCancelled: 'Sedaya jadwal minggu punika dipunbatalaken.',
  lookOn: 'Padosi jadwal salajengipun ing alamat ngandhap.',
  instead: {
    title: 'Mangga rawuh mriki',
    picture: 'Gantosipun',
    far: '{distance} saking {place}',
    none: 'Dereng wonten gantosipun ing celak mriki. Pindai kodenipun kangge jadwal salajengipun.',
  },
  states: {
    open: 'Sapunika bikak',
    filling: 'Wiwit kebak',
    last: 'Nomer pungkasan',
    full: 'Kebak',
    paused: 'Kendel sawetawis',
  },
  news: 'pawartos {time}',
  pauseReasons: {
    power: 'listrik mati',
    network: 'jaringan pedhot',
    kit: 'piranti rekam nembe wonten alangan',
    venue: 'papanipun dereng saged dipunginakaken',
    other: 'wonten alangan ing papan',
  },
  bring: {
    recording,
    printing,
    both: {
      title: 'Ingkang kedah dipunasta',
      items: [
        'Ngrekam: fotokopi Kartu Keluarga (KK) paling enggal; umur 16 taun minggah utawi sampun krama',
        'Rawuh piyambak, mboten saged dipunwakilaken',
        'Nyithak: tandha bukti perekaman utawi suket, lan fotokopi KK',
      ],
      short: 'Ngasta fotokopi KK; kangge nyithak ugi bukti perekaman.',
    },
  },
  money: 'Gratis. Petugas mboten nate nyuwun arta; lapuraken menawi wonten.',
  check: {
    ask: 'Taksih leres?',
    how: 'Pindai, utawi serat kodenipun ing',
    own: 'Kode jadwal ingkang dipunbatalaken: {code}',
    alt: 'Kode QR kangge mriksa kode {code}: {url}',
    foot: 'Dipunpriksa {checked}. Jadwal saged gantos: priksa kodenipun saderengipun tindak.',
  },
  live: {
    ask: 'Jadwal paling enggal',
    alt: 'Kode QR dhateng jadwal paling enggal: {url}',
    foot: 'Dipunpriksa {checked}. Jadwal saged gantos: pindai saderengipun tindak.',
  },
  map: {
    title: 'Papanipun (tebih lempengipun)',
    scan: 'Pindai kangge peta',
    alt: 'Kode QR dhateng papanipun ing peta: {spot}',
    line: '{distance} ing sisih {direction} {name}',
    directions: 'ler,ler-wetan,wetan,kidul-wetan,kidul,kidul-kilen,kilen,ler-kilen',
  },
  week: {
    none: 'Minggu punika dereng wonten jadwal.',
    more: 'lan {count} jadwal malih',
    page: 'Kaca {page}',
  },
  standing: {
    dates: 'Kangge {dates}',
    except: 'Kajawi {dates}',
    none: 'Sekawan minggu punika dereng wonten jadwal ing mriki.',
  },
  today: {
    title: 'Dinten punika ing {city}',
    none: 'Dinten punika mboten wonten jadwal. Padosi jadwal sanes ing alamat sisih tengen.',
  },
};
