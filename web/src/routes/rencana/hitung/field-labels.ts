import { m } from '#lib/paraglide/messages.js';
import type { AssumedName, FieldName } from './entry-reader.ts';

export const entryLabels: Record<FieldName | AssumedName, () => string> = {
  alat: () => m.queue_kits(),
  operator: () => m.queue_operators(),
  menit: () => m.queue_minutes(),
  buka: () => m.queue_opens(),
  tutup: () => m.queue_closes(),
  pintu: () => m.queue_last_entry(),
  orang: () => m.queue_people(),
  dari: () => m.queue_low(),
  hingga: () => m.queue_high(),
  pola: () => m.queue_pattern(),
  absen: () => m.queue_no_show(),
  yakin: () => m.queue_no_show_known(),
  tanpa: () => m.queue_walk_in(),
};
