import type { LocalDate } from '@jemput/shared/calendar/local-date';
import type { DemoDates, RoundDates } from './demo-rounds.ts';

/** The same two kits at one venue in one slot. */
export interface DemoStint {
  venueId: string;
  slotId: 'pagi' | 'siang' | 'malam';
  dates: readonly LocalDate[];
  /** Index into `kitPairs`. */
  pair: number;
}

const evening = (venueId: string) => ({ venueId, slotId: 'malam' }) as const;
const school = (venueId: string) => ({ venueId, slotId: 'siang' }) as const;
const market = (venueId: string) => ({ venueId, slotId: 'pagi' }) as const;

/** Five places at a time, one a district as far as it goes; 16 kelurahan in the first four rounds (product.md). */
const pastPlaces = [
  [evening('pajang'), evening('joyotakan'), evening('joyosuran'), evening('kepatihan-kulon'), evening('kadipiro')],
  [evening('laweyan'), evening('danukusuman'), evening('semanggi'), evening('kepatihan-wetan'), evening('nusukan')],
  [evening('bumi'), evening('serengan'), evening('pasarkliwon'), evening('sudiroprajan'), evening('gilingan')],
  [evening('panularan'), school('sma-negeri-7'), market('pasar-klewer'), school('sma-negeri-3'), market('pasar-legi')],
] as const;

/** Pajang a second time: no place had more people. */
const runningPlaces = [
  evening('pajang'),
  evening('tipes'),
  evening('gajahan'),
  evening('gandekan'),
  evening('setabelan'),
] as const;

const comingPlaces = [
  [evening('penumping'), evening('kratonan'), evening('baluwarti'), evening('sewu')],
  [evening('sriwedari'), evening('jayengan'), evening('kampungbaru'), evening('pucangsawit'), evening('kestalan')],
] as const;

function round(places: readonly Omit<DemoStint, 'dates' | 'pair'>[], dates: RoundDates): DemoStint[] {
  return places.map((place, pair) => ({ ...place, dates, pair }));
}

/** In the first coming round the fifth pair goes to a place a day. */
function dayVisits([first, second, third]: RoundDates) {
  const on = (place: Omit<DemoStint, 'dates' | 'pair'>, date: LocalDate | undefined): DemoStint => {
    if (!date) throw new Error('a round has three dates');
    return { ...place, dates: [date], pair: 4 };
  };
  return {
    kept: on(school('smk-negeri-2'), second),
    movedFrom: on(school('sma-negeri-4'), first),
    movedTo: on(school('sma-negeri-4'), third),
    cancelled: on(market('pasar-depok'), third),
  };
}

/** What was planned, and what became of it. */
export interface DemoTimetable {
  past: DemoStint[];
  /** The running round and those after it, as the timetable in force has them. */
  inForce: DemoStint[];
  moved: { from: DemoStint; to: DemoStint };
  cancelled: DemoStint;
}

export function demoTimetable(dates: DemoDates): DemoTimetable {
  const visits = dayVisits(dates.coming[0]);
  return {
    past: pastPlaces.flatMap((places, at) => round(places, dates.past[at] ?? [])),
    inForce: [
      ...round(runningPlaces, dates.running),
      ...round(comingPlaces[0], dates.coming[0]),
      visits.kept,
      visits.movedTo,
      ...round(comingPlaces[1], dates.coming[1]),
    ],
    moved: { from: visits.movedFrom, to: visits.movedTo },
    cancelled: visits.cancelled,
  };
}
