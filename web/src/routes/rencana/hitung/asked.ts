import { type ArrivalPattern, arrivalPatterns, usualLastEntryMinutes } from '@jemput/shared/queue/assumptions';
import { type EntryFault, EntryReader, entryOf, type FieldName, type Fields, limits } from './entry-reader.ts';
import { readHours, SHORTEST_MINUTES } from './evening-hours.ts';
import { readWhole } from './read-number.ts';

/** What the calculator is asked, as it stands in the address. */
export interface Asked {
  kits: number;
  operators: number;
  minutesEach: number;
  /** `HH:mm` */
  opens: string;
  openMinutes: number;
  /** Minutes before closing. */
  lastEntryMinutes: number;
  people: number;
  /** Of eight evenings in ten, where it is known: a number that is the same at both ends is fixed. */
  range: { low: number; high: number } | null;
  pattern: ArrivalPattern;
}

/** An evening of 2013: two kits, 16.00 to 21.00, 120 people. */
const usual = { alat: '2', menit: '3,5', buka: '16:00', tutup: '21:00', orang: '120', pola: 'early' } as const;
const usualHours = { opens: usual.buka, openMinutes: 300 };

/** The form's fields of an address; what it does not name at all is an evening of 2013. */
export function fieldsOf(query: URLSearchParams): Fields {
  const text = (name: FieldName, otherwise: string) => entryOf(query, name) ?? otherwise;
  const closes = text('tutup', usual.tutup);
  const told: Fields = {
    alat: text('alat', usual.alat),
    operator: text('operator', ''),
    menit: text('menit', usual.menit),
    buka: text('buka', usual.buka),
    // Browsers' time fields know no 24:00.
    tutup: closes === '24:00' ? '00:00' : closes,
    pintu: text('pintu', ''),
    orang: text('orang', usual.orang),
    dari: text('dari', ''),
    hingga: text('hingga', ''),
    pola: text('pola', usual.pola),
  };
  const { operators, lastEntryMinutes } = askedOf(told).asked;
  return {
    ...told,
    operator: entryOf(query, 'operator') ?? String(operators),
    pintu: entryOf(query, 'pintu') ?? String(lastEntryMinutes),
  };
}

/** What is reckoned with, and the entries that were not taken as they stand. */
export function askedOf(fields: Fields): { asked: Asked; faults: EntryFault[] } {
  const reader = new EntryReader<FieldName>();
  const { opens, openMinutes } = hoursOf(fields, reader.faults);
  const kits = reader.whole('alat', fields.alat, Number(usual.alat));
  const minutesEach = reader.decimal('menit', fields.menit, 3.5);
  const people = reader.whole('orang', fields.orang, Number(usual.orang));
  const pattern = arrivalPatterns.find((known) => known === fields.pola);
  if (!pattern) reader.faults.push({ field: 'pola', kind: 'pattern', used: usual.pola });
  const usualDoors = usualLastEntryMinutes(minutesEach, openMinutes);
  const isTooLong = Math.round(readWhole(fields.pintu).value ?? 0) >= openMinutes;
  if (isTooLong) reader.faults.push({ field: 'pintu', kind: 'doors', openMinutes, used: usualDoors });
  return {
    asked: {
      kits,
      operators: reader.whole('operator', fields.operator, kits),
      minutesEach,
      opens,
      openMinutes,
      lastEntryMinutes: isTooLong ? usualDoors : reader.whole('pintu', fields.pintu, usualDoors),
      people,
      range: rangeOf(fields, people, reader.faults),
      pattern: pattern ?? usual.pola,
    },
    faults: reader.faults,
  };
}

function hoursOf({ buka, tutup }: Fields, faults: EntryFault[]): { opens: string; openMinutes: number } {
  const read = readHours(buka, tutup);
  if (!('fault' in read)) return read;
  const used = read.opens ? { opens: read.opens, openMinutes: SHORTEST_MINUTES } : usualHours;
  faults.push({ field: read.field, kind: read.fault === 'empty' ? 'emptyTime' : read.fault, used });
  return used;
}

function rangeOf({ dari, hingga }: Fields, people: number, faults: EntryFault[]): Asked['range'] {
  if (dari === '' && hingga === '') return null;
  const ends = { dari: readWhole(dari), hingga: readWhole(hingga) };
  for (const field of ['dari', 'hingga'] as const) {
    const read = ends[field];
    const [least, most] = limits[field];
    if ('fault' in read) {
      faults.push({ field, kind: read.fault === 'empty' ? 'halfRange' : 'endUnclear' });
      return null;
    }
    if (read.value < least || read.value > most) {
      faults.push({ field, kind: 'endUnclear' });
      return null;
    }
  }
  const [low, high] = [ends.dari.value ?? 0, ends.hingga.value ?? 0];
  if (low > high) faults.push({ field: 'hingga', kind: 'swappedRange' });
  else if (people < low || people > high || (people === 0 && high > 0)) {
    faults.push({ field: 'hingga', kind: 'besideRange', people });
  } else return { low, high };
  return null;
}
