import type { SheetWords } from './sheet-words.ts';

const recording = {
  title: 'Yang perlu dibawa',
  items: [
    'Fotokopi Kartu Keluarga (KK) terbaru',
    'Datang sendiri, tidak bisa diwakilkan',
    'Umur 16 tahun ke atas atau sudah menikah',
    'KTP-el hilang: surat hilang dari polisi',
  ],
  short: 'Bawa fotokopi Kartu Keluarga. Mulai umur 16 tahun.',
};
const printing = {
  title: 'Yang perlu dibawa',
  items: [
    'Tanda bukti perekaman atau surat keterangan (suket)',
    'Fotokopi Kartu Keluarga (KK)',
    'Hanya untuk yang sudah direkam',
  ],
  short: 'Bawa bukti perekaman atau suket, dan fotokopi KK.',
};

export const id: SheetWords = {
  tag: 'id-ID',
  weekdays: 'Senin Selasa Rabu Kamis Jumat Sabtu Minggu',
  months: 'Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember',
  shortWeekdays: 'Sen Sel Rab Kam Jum Sab Min',
  shortMonths: 'Jan Feb Mar Apr Mei Jun Jul Agu Sep Okt Nov Des',
  clockMark: '.',
  decimalMark: ',',
  and: 'dan',
  moment: '{date} pukul {time}',
  services: { recording: 'Rekam KTP-el', printing: 'Cetak KTP-el', both: 'Rekam dan cetak KTP-el' },
  free: 'gratis',
  come: 'Silakan datang.',
  title: '{service} di {place}, {when}',
  village: 'Kelurahan {name}',
  hamlet: 'Desa {name}',
  address: 'Kecamatan {district}',
  rests: { maghrib: 'Jeda magrib {hours}', isya: 'Jeda isya {hours}' },
  resting: '{rests}, lalu buka lagi',
  alarms: { away: 'DIPINDAH', cancelled: 'DIBATALKAN', moved: 'JADWAL BARU', hours: 'JAM BARU', over: 'SUDAH SELESAI' },
  formerly: 'Semula {when}.',
  formerlyAt: 'Semula {when} di {place}.',
  nowAt: 'Sekarang {when} di {place}.',
  allCancelled: 'Semua jadwal minggu ini dibatalkan.',
  lookOn: 'Cari jadwal berikutnya di alamat di bawah.',
  instead: {
    title: 'Datang ke sini',
    picture: 'Gantinya',
    far: '{distance} dari {place}',
    none: 'Belum ada gantinya di dekat sini. Pindai kode untuk jadwal berikutnya.',
  },
  states: {
    open: 'Buka sekarang',
    filling: 'Mulai penuh',
    last: 'Nomor terakhir',
    full: 'Penuh',
    paused: 'Berhenti sementara',
  },
  news: 'kabar {time}',
  pauseReasons: {
    power: 'listrik padam',
    network: 'jaringan putus',
    kit: 'alat rekam terganggu',
    venue: 'tempatnya belum bisa dipakai',
    other: 'ada kendala di tempat',
  },
  bring: {
    recording,
    printing,
    both: {
      title: 'Yang perlu dibawa',
      items: [
        'Rekam: fotokopi Kartu Keluarga (KK) terbaru; umur 16 tahun ke atas atau sudah menikah',
        'Datang sendiri, tidak bisa diwakilkan',
        'Cetak: tanda bukti perekaman atau suket, dan fotokopi KK',
      ],
      short: 'Bawa fotokopi KK; untuk cetak juga bukti perekaman.',
    },
  },
  money: 'Gratis. Petugas tidak pernah meminta uang; laporkan bila ada.',
  check: {
    ask: 'Masih berlaku?',
    how: 'Pindai, atau tulis kode di',
    own: 'Kode jadwal yang batal: {code}',
    alt: 'Kode QR untuk memeriksa kode {code}: {url}',
    foot: 'Diperiksa {checked}. Jadwal dapat berubah: periksa kodenya sebelum berangkat.',
  },
  live: {
    ask: 'Jadwal terbaru',
    alt: 'Kode QR ke jadwal terbaru: {url}',
    foot: 'Diperiksa {checked}. Jadwal dapat berubah: pindai sebelum berangkat.',
  },
  map: {
    title: 'Letaknya (jarak lurus)',
    scan: 'Pindai untuk peta',
    alt: 'Kode QR ke letaknya di peta: {spot}',
    line: '{distance} di {direction} {name}',
    directions: 'utara,timur laut,timur,tenggara,selatan,barat daya,barat,barat laut',
  },
  week: {
    none: 'Minggu ini belum ada jadwal.',
    more: 'dan {count} jadwal lagi',
    page: 'Halaman {page}',
  },
  standing: { dates: 'Berlaku {dates}', except: 'Kecuali {dates}', none: 'Empat minggu ini belum ada jadwal di sini.' },
  today: { title: 'Hari ini di {city}', none: 'Hari ini tidak ada jadwal. Cari jadwal lain di alamat di kanan.' },
};
