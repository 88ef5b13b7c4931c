import type { Words } from './word-keys.ts';

export const jv: Words = {
  weekdays: 'Sen Sel Reb Kem Jem Set Ahad',
  months: 'Jan Feb Mar Apr Mei Jun Jul Agu Sep Okt Nov Des',
  dayAndTime: '{date} jam {time}',
  dayAndWindow: '{date}, rawuh {time}',
  said: {
    confirmed: {
      title: 'Nomer {label}: {when}, {venue}',
      text: 'Nomer antrean panjenengan {label}. Ing tautan punika panjenengan saged mirsani gilir, gantos jadwal, utawi mbatalaken.',
    },
    entered: {
      title: 'Ndherek undhian nomer: {day}, {venue}',
      text: 'Panyuwunan panjenengan sampun kacathet. Asiling undhian dipunkabaraken ing ngriki, lan sinten kemawon saged mriksa.',
    },
    waiting: {
      title: 'Dhaptar tengga: {day}, {venue}',
      text: 'Panjenengan wonten ing dhaptar tengga. Menawi wonten papan kothong, dipuncawisaken kangge panjenengan lan dipunkabari.',
    },
    drawn: {
      title: 'Kapilih, nomer {label}: {when}, {venue}',
      text: 'Undhian sampun rampung lan panjenengan pikantuk nomer {label}. Mboten saged rawuh? Mugi dipunbatalaken ing tautan punika.',
    },
    not_drawn: {
      title: 'Dereng kapilih: {day}, {venue}',
      text: 'Nyuwun pangapunten, panjenengan dereng pikantuk nomer. Jadwal sanes ingkang celak wonten ing tautan punika.',
    },
    offered: {
      title: 'Wonten papan kangge panjenengan: {day}, {venue}',
      text: 'Setunggal papan dipuncawisaken dumugi {until}. Bikak tautan punika kangge mendhet.',
    },
    day_before: {
      title: 'Pangemut nomer {label}: {when}, {venue}',
      text: 'Ingkang kedah dipunbeta wonten ing tautan punika. Mboten saged rawuh? Mugi dipunbatalaken supados saged dipunginakaken tiyang sanes.',
    },
    hours_before: {
      title: 'Dinten punika, nomer {label}: {when}, {venue}',
      text: 'Ing tautan punika ketingal sampun dumugi nomer pinten lan kapan saenipun panjenengan rawuh.',
    },
    turn_near: {
      title: 'Gilir panjenengan sampun celak: nomer {label}, {venue}',
      text: 'Kinten-kinten dipuntimbali: {hour}. Mangga bidhal sapunika.',
    },
    moved: {
      title: 'Jadwal gantos, nomer {label}: {when}, {venue}',
      text: 'Nomer panjenengan tumut pindhah lan taksih lumampah. Mboten saged rawuh? Pilih jadwal sanes utawi batalaken ing tautan punika.',
    },
    cancelled: {
      title: 'Jadwal dipunbatalaken: {day}, {venue}',
      text: 'Nyuwun pangapunten. Dereng wonten papan gantos kangge panjenengan. Menawi sampun wonten, dipunkabari. Jadwal sanes wonten ing tautan punika.',
    },
    cancelled_with_offer: {
      title: 'Jadwal dipunbatalaken: {day}, {venue}',
      text: 'Nyuwun pangapunten. Papan gantosipun dipuncawisaken dumugi {until}: {other}. Bikak tautan punika kangge mendhet.',
    },
    cancelled_waiting: {
      title: 'Jadwal dipunbatalaken: {day}, {venue}',
      text: 'Nyuwun pangapunten. Dereng wonten papan gantos. Panjenengan urutan kaping {place} ing dhaptar tengga {other}. Menawi wonten papan, dipunkabari.',
    },
    answer_missing: {
      title: 'Wangsulan panjenengan dipuntengga dumugi {until}',
      text: 'Papan gantos taksih dipuncawisaken: {other}. Sasampunipun {until} papan punika kangge tiyang sanes.',
    },
    lapsed: {
      title: 'Papan panjenengan dipunuculaken: {day}, {venue}',
      text: 'Wekdal mangsuli sampun langkung, pramila papanipun kangge tiyang sanes. Jadwal sanes wonten ing tautan punika.',
    },
    area_added: {
      title: 'Jadwal enggal ing {area}: {when}, {venue}',
      text: 'Cacahing jadwal enggal: {count}. Sedaya wonten ing tautan punika.',
    },
    area_changed: {
      title: 'Jadwal ing {area} gantos: {day}, {venue}',
      text: 'Cacahing jadwal ingkang dipunpindhah utawi dipunbatalaken: {count}. Jadwal ingkang lumampah wonten ing tautan punika.',
    },
  },
  mail: {
    reason: 'Alesan',
    place: 'Papan',
    come: 'Wekdal rawuh',
    answer: 'Wangsuli saderengipun',
    time: 'Jam layanan',
    open: 'Bikak',
    why: 'Surel punika dipunkintun amargi alamat punika dipunisi kangge kabar antrean. Menawi badhe kendel, bikak tautan ing nginggil.',
  },
};
