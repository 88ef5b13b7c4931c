import { m } from '#lib/paraglide/messages.js';
import type { FieldName } from './asked.ts';

export const fieldLabels: Record<FieldName, () => string> = {
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
};
