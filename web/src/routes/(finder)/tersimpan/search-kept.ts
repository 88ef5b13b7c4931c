import type { KeptSession } from '@jemput/shared/sessions/city-copy';

/** Days in order, each with its sessions in order of start. */
export interface KeptDay {
  date: string;
  sessions: KeptSession[];
}

/** "Kampung Baru", "kampungbaru" and "KAMPUNG-BARU" are the same name. */
function folded(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

/** From `today` on, those whose venue, address, kelurahan or district has what was typed in its name. */
export function searchKept(sessions: KeptSession[], typed: string, today: string): KeptSession[] {
  const wanted = folded(typed);
  return sessions.filter(({ date, venue }) => {
    if (date < today) return false;
    return [venue.name, venue.address, venue.area.name, venue.area.district].some((name) =>
      folded(name).includes(wanted),
    );
  });
}

export function byDay(sessions: KeptSession[]): KeptDay[] {
  const days = new Map<string, KeptSession[]>();
  for (const session of sessions) days.set(session.date, [...(days.get(session.date) ?? []), session]);
  return [...days].map(([date, ofDay]) => ({ date, sessions: ofDay }));
}
