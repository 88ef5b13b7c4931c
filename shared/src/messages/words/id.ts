import type { Words } from './word-keys.ts';

export const id: Words = {
  weekdays: 'Sen Sel Rab Kam Jum Sab Min',
  months: 'Jan Feb Mar Apr Mei Jun Jul Agu Sep Okt Nov Des',
  dayAndTime: '{date} pukul {time}',
  dayAndWindow: '{date}, datang {time}',
  said: {
    confirmed: {
      title: 'Nomor {label}: {when}, {venue}',
      text: 'Nomor antrean Anda {label}. Lewat tautan ini Anda bisa melihat giliran, pindah jadwal, atau membatalkan.',
    },
    entered: {
      title: 'Ikut undian nomor: {day}, {venue}',
      text: 'Permintaan Anda sudah tercatat. Hasil undian kami kabarkan di sini, dan siapa saja bisa memeriksanya.',
    },
    waiting: {
      title: 'Daftar tunggu: {day}, {venue}',
      text: 'Anda ada di daftar tunggu. Kalau ada tempat kosong, tempatnya ditahan untuk Anda dan kami kabari.',
    },
    drawn: {
      title: 'Terpilih, nomor {label}: {when}, {venue}',
      text: 'Undian sudah selesai dan Anda mendapat nomor {label}. Tidak jadi datang? Mohon batalkan lewat tautan ini.',
    },
    not_drawn: {
      title: 'Belum terpilih: {day}, {venue}',
      text: 'Mohon maaf, Anda belum mendapat nomor dalam undian ini. Jadwal lain yang dekat ada di tautan ini.',
    },
    offered: {
      title: 'Ada tempat untuk Anda: {day}, {venue}',
      text: 'Satu tempat ditahan untuk Anda sampai {until}. Buka tautan ini untuk mengambilnya.',
    },
    day_before: {
      title: 'Pengingat nomor {label}: {when}, {venue}',
      text: 'Yang perlu dibawa ada di tautan ini. Tidak jadi datang? Mohon batalkan supaya bisa dipakai orang lain.',
    },
    hours_before: {
      title: 'Hari ini, nomor {label}: {when}, {venue}',
      text: 'Di tautan ini terlihat sudah sampai nomor berapa dan kapan sebaiknya Anda datang.',
    },
    turn_near: {
      title: 'Giliran Anda sudah dekat: nomor {label}, {venue}',
      text: 'Perkiraan dipanggil: {hour}. Silakan berangkat sekarang.',
    },
    moved: {
      title: 'Jadwal Anda berubah, nomor {label}: {when}, {venue}',
      text: 'Nomor Anda ikut pindah dan tetap berlaku. Tidak bisa datang? Pilih jadwal lain atau batalkan lewat tautan ini.',
    },
    cancelled: {
      title: 'Jadwal dibatalkan: {day}, {venue}',
      text: 'Mohon maaf. Belum ada tempat pengganti untuk Anda. Begitu ada, kami kabari. Jadwal lain ada di tautan ini.',
    },
    cancelled_with_offer: {
      title: 'Jadwal dibatalkan: {day}, {venue}',
      text: 'Mohon maaf. Tempat pengganti ditahan untuk Anda sampai {until}: {other}. Buka tautan ini untuk mengambilnya.',
    },
    cancelled_waiting: {
      title: 'Jadwal dibatalkan: {day}, {venue}',
      text: 'Mohon maaf. Belum ada tempat pengganti. Anda urutan ke-{place} di daftar tunggu {other}. Begitu ada tempat, kami kabari.',
    },
    answer_missing: {
      title: 'Jawaban Anda ditunggu sampai {until}',
      text: 'Tempat pengganti masih ditahan untuk Anda: {other}. Sesudah {until} tempat itu diberikan kepada orang lain.',
    },
    lapsed: {
      title: 'Tempat Anda dilepas: {day}, {venue}',
      text: 'Batas waktu menjawab sudah lewat, jadi tempatnya diberikan kepada orang lain. Jadwal lain ada di tautan ini.',
    },
    area_added: {
      title: 'Jadwal baru di {area}: {when}, {venue}',
      text: 'Jumlah jadwal baru: {count}. Semuanya ada di tautan ini.',
    },
    area_changed: {
      title: 'Jadwal di {area} berubah: {day}, {venue}',
      text: 'Jumlah jadwal yang dipindah atau dibatalkan: {count}. Jadwal yang berlaku ada di tautan ini.',
    },
  },
  mail: {
    reason: 'Alasan',
    place: 'Tempat',
    come: 'Waktu datang',
    answer: 'Jawab sebelum',
    time: 'Jam layanan',
    open: 'Buka',
    why: 'Surel ini dikirim karena alamat ini diisi untuk kabar antrean. Untuk berhenti, buka tautan di atas.',
  },
};
