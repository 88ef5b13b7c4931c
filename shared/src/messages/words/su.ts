import type { Words } from './word-keys.ts';

export const su: Words = {
  weekdays: 'Sen Sal Reb Kem Jum Sap Min',
  months: 'Jan Péb Mar Apr Méi Jun Jul Ags Sép Okt Nop Dés',
  dayAndTime: '{date} tabuh {time}',
  dayAndWindow: '{date}, sumping {time}',
  said: {
    confirmed: {
      title: 'Nomer {label}: {when}, {venue}',
      text: 'Nomer antrian Anjeun {label}. Dina ieu tautan Anjeun tiasa ningali giliran, ngalih jadwal, atanapi ngabatalkeun.',
    },
    entered: {
      title: 'Ngiring undian nomer: {day}, {venue}',
      text: 'Pamundut Anjeun parantos kacatet. Hasil undian diwartoskeun di dieu, sareng saha waé tiasa mariksa.',
    },
    waiting: {
      title: 'Daptar tunggu: {day}, {venue}',
      text: 'Anjeun aya dina daptar tunggu. Upami aya tempat kosong, disayagikeun kanggo Anjeun sareng diwartosan.',
    },
    drawn: {
      title: 'Kapilih, nomer {label}: {when}, {venue}',
      text: 'Undian parantos réngsé sareng Anjeun kénging nomer {label}. Teu janten sumping? Mangga batalkeun dina ieu tautan.',
    },
    not_drawn: {
      title: 'Teu acan kapilih: {day}, {venue}',
      text: 'Hapunten, Anjeun teu acan kénging nomer. Jadwal sanés anu caket aya dina ieu tautan.',
    },
    offered: {
      title: 'Aya tempat kanggo Anjeun: {day}, {venue}',
      text: 'Hiji tempat disayagikeun kanggo Anjeun dugi ka {until}. Buka ieu tautan kanggo nyandakna.',
    },
    day_before: {
      title: 'Pangéling nomer {label}: {when}, {venue}',
      text: 'Anu kedah dicandak aya dina ieu tautan. Teu janten sumping? Mangga batalkeun supados tiasa dianggo ku nu sanés.',
    },
    hours_before: {
      title: 'Dinten ieu, nomer {label}: {when}, {venue}',
      text: 'Dina ieu tautan katingali parantos dugi ka nomer sabaraha sareng iraha saéna Anjeun sumping.',
    },
    turn_near: {
      title: 'Giliran Anjeun parantos caket: nomer {label}, {venue}',
      text: 'Kinten-kinten disaur: {hour}. Mangga angkat ayeuna.',
    },
    moved: {
      title: 'Jadwal Anjeun robih, nomer {label}: {when}, {venue}',
      text: 'Nomer Anjeun ngiring ngalih sareng tetep lumaku. Teu tiasa sumping? Pilih jadwal sanés atanapi batalkeun dina ieu tautan.',
    },
    cancelled: {
      title: 'Jadwal dibatalkeun: {day}, {venue}',
      text: 'Hapunten. Teu acan aya tempat gentos kanggo Anjeun. Upami parantos aya, diwartosan. Jadwal sanés aya dina ieu tautan.',
    },
    cancelled_with_offer: {
      title: 'Jadwal dibatalkeun: {day}, {venue}',
      text: 'Hapunten. Tempat gentosna disayagikeun dugi ka {until}: {other}. Buka ieu tautan kanggo nyandakna.',
    },
    cancelled_waiting: {
      title: 'Jadwal dibatalkeun: {day}, {venue}',
      text: 'Hapunten. Teu acan aya tempat gentos. Anjeun urutan ka-{place} dina daptar tunggu {other}. Upami aya tempat, diwartosan.',
    },
    answer_missing: {
      title: 'Waleran Anjeun diantosan dugi ka {until}',
      text: 'Tempat gentosna disayagikeun kénéh: {other}. Saparantosna {until} éta tempat kanggo nu sanés.',
    },
    lapsed: {
      title: 'Tempat Anjeun dileupaskeun: {day}, {venue}',
      text: 'Wates waktos ngawaler parantos kalangkung, janten tempatna kanggo nu sanés. Jadwal sanés aya dina ieu tautan.',
    },
    area_added: {
      title: 'Jadwal énggal di {area}: {when}, {venue}',
      text: 'Jumlah jadwal énggal: {count}. Sadayana aya dina ieu tautan.',
    },
    area_changed: {
      title: 'Jadwal di {area} robih: {day}, {venue}',
      text: 'Jumlah jadwal anu dipindahkeun atanapi dibatalkeun: {count}. Jadwal anu lumaku aya dina ieu tautan.',
    },
  },
  mail: {
    reason: 'Alesan',
    place: 'Tempat',
    come: 'Waktos sumping',
    answer: 'Waler sateuacan',
    time: 'Jam layanan',
    open: 'Buka',
    why: 'Ieu surel dikintunkeun margi ieu alamat diserat kanggo wartos antrian. Kanggo liren, buka tautan di luhur.',
  },
};
