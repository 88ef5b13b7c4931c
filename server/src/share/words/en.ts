import type { SheetWords } from './sheet-words.ts';

const recording = {
  title: 'What to bring',
  items: [
    'A copy of your newest family card (KK)',
    'Come yourself; nobody can enrol for you',
    'From 16 years, or married',
    'Card lost: a police report of the loss',
  ],
  short: 'Bring a copy of the family card (KK). From 16 years.',
};
const printing = {
  title: 'What to bring',
  items: [
    'The slip of your enrolment or interim letter (suket)',
    'A copy of the family card (KK)',
    'Only for those who are enrolled already',
  ],
  short: 'Bring your enrolment slip or suket, and a copy of the KK.',
};

export const en: SheetWords = {
  tag: 'en-GB',
  weekdays: 'Monday Tuesday Wednesday Thursday Friday Saturday Sunday',
  months: 'January February March April May June July August September October November December',
  shortWeekdays: 'Mon Tue Wed Thu Fri Sat Sun',
  shortMonths: 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec',
  clockMark: ':',
  decimalMark: '.',
  and: 'and',
  moment: '{date} at {time}',
  services: { recording: 'e-KTP enrolment', printing: 'e-KTP printing', both: 'e-KTP enrolment and printing' },
  free: 'free',
  come: 'Do come.',
  title: '{service} at {place}, {when}',
  village: 'Kelurahan {name}',
  hamlet: 'Desa {name}',
  address: 'Kecamatan {district}',
  rests: { maghrib: 'Maghrib prayer break {hours}', isya: 'Isya prayer break {hours}' },
  resting: '{rests}, then open again',
  alarms: {
    away: 'MOVED AWAY',
    cancelled: 'CANCELLED',
    moved: 'NEW TIME OR PLACE',
    hours: 'NEW HOURS',
    over: 'ALREADY OVER',
  },
  formerly: 'It was {when}.',
  formerlyAt: 'It was {when} at {place}.',
  nowAt: 'Now {when} at {place}.',
  allCancelled: 'All sessions of this week are cancelled.',
  lookOn: 'Find the next one at the address below.',
  instead: {
    title: 'Come here instead',
    picture: 'Instead',
    far: '{distance} from {place}',
    none: 'There is no other session nearby yet. Scan the code for the next ones.',
  },
  states: { open: 'Open now', filling: 'Filling up', last: 'Last numbers', full: 'Full', paused: 'Paused' },
  news: 'news of {time}',
  pauseReasons: {
    power: 'power cut',
    network: 'no network',
    kit: 'trouble with a recording kit',
    venue: 'the place cannot be used yet',
    other: 'trouble at the place',
  },
  bring: {
    recording,
    printing,
    both: {
      title: 'What to bring',
      items: [
        'Enrolment: a copy of your newest family card (KK); from 16 years, or married',
        'Come yourself; nobody can enrol for you',
        'Printing: the slip of your enrolment or suket, and a copy of the KK',
      ],
      short: 'Bring a copy of the KK; for printing your enrolment slip too.',
    },
  },
  money: 'Free of charge. Staff never ask for money; report anyone who does.',
  check: {
    ask: 'Still true?',
    how: 'Scan, or type the code at',
    own: 'Code of the cancelled session: {code}',
    alt: 'QR code to check the code {code}: {url}',
    foot: 'Checked {checked}. Sessions can change: check the code before you set out.',
  },
  live: {
    ask: 'Newest schedule',
    alt: 'QR code to the newest schedule: {url}',
    foot: 'Checked {checked}. Sessions can change: scan before you set out.',
  },
  map: {
    title: 'Where it is (as the crow flies)',
    scan: 'Scan for a map',
    alt: 'QR code to the place on a map: {spot}',
    line: '{distance} {direction} of {name}',
    directions: 'north,north-east,east,south-east,south,south-west,west,north-west',
  },
  week: { none: 'There are no sessions this week yet.', more: 'and {count} more', page: 'Page {page}' },
  standing: {
    dates: 'Holds {dates}',
    except: 'Except {dates}',
    none: 'There are no sessions here in the next four weeks.',
  },
  today: { title: 'Today in {city}', none: 'There are no sessions today. Find others at the address on the right.' },
};
