import type { QueueSettings } from '@jemput/shared/bookings/queue-settings';
import { m } from '#lib/paraglide/messages.js';

export interface SettingField {
  name: Exclude<keyof QueueSettings, 'release'>;
  label: () => string;
  hint?: () => string;
  /** Of the input; shares are asked for in per cent. */
  kind: 'count' | 'percent' | 'time';
  least?: number;
  most?: number;
}

export interface SettingGroup {
  title: () => string;
  fields: SettingField[];
}

/** What an office decides of its numbers, as the form asks for it; bounds are those of queue-settings.ts. */
export const settingGroups: SettingGroup[] = [
  {
    title: m.numbers_group_release,
    fields: [
      { name: 'openDaysBefore', label: m.numbers_set_openDaysBefore, kind: 'count', least: 0, most: 28 },
      { name: 'openTime', label: m.numbers_set_openTime, kind: 'time' },
      { name: 'releaseParts', label: m.numbers_set_releaseParts, kind: 'count', least: 2, most: 8 },
      { name: 'releasePartHours', label: m.numbers_set_releasePartHours, kind: 'count', least: 1, most: 24 },
      { name: 'drawHoursBefore', label: m.numbers_set_drawHoursBefore, kind: 'count', least: 2, most: 168 },
    ],
  },
  {
    title: m.numbers_group_fair,
    fields: [
      {
        name: 'walkInShare',
        label: m.numbers_set_walkInShare,
        hint: m.numbers_set_walkInShare_hint,
        kind: 'percent',
        least: 0,
        most: 90,
      },
      { name: 'mostPeople', label: m.numbers_set_mostPeople, kind: 'count', least: 1, most: 12 },
      { name: 'mostTickets', label: m.numbers_set_mostTickets, kind: 'count', least: 1, most: 6 },
      { name: 'offerMinutes', label: m.numbers_set_offerMinutes, kind: 'count', least: 5, most: 240 },
      {
        name: 'reappearMinMinutes',
        label: m.numbers_set_reappearMinMinutes,
        hint: m.numbers_set_reappear_hint,
        kind: 'count',
        least: 0,
        most: 240,
      },
      { name: 'reappearMaxMinutes', label: m.numbers_set_reappearMaxMinutes, kind: 'count', least: 0, most: 480 },
      { name: 'assistedPerDay', label: m.numbers_set_assistedPerDay, kind: 'count', least: 0, most: 200 },
    ],
  },
  {
    title: m.numbers_group_evening,
    fields: [
      { name: 'reenterAfter', label: m.numbers_set_reenterAfter, kind: 'count', least: 0, most: 20 },
      { name: 'lateMinutes', label: m.numbers_set_lateMinutes, kind: 'count', least: 0, most: 180 },
    ],
  },
  {
    title: m.numbers_group_change,
    fields: [
      {
        name: 'answerHours',
        label: m.numbers_set_answerHours,
        hint: m.numbers_set_answerHours_hint,
        kind: 'count',
        least: 1,
        most: 96,
      },
    ],
  },
  {
    title: m.numbers_group_messages,
    fields: [
      { name: 'quietFrom', label: m.numbers_set_quietFrom, hint: m.numbers_set_quiet_hint, kind: 'time' },
      { name: 'quietUntil', label: m.numbers_set_quietUntil, kind: 'time' },
      { name: 'costWhatsapp', label: m.numbers_set_costWhatsapp, kind: 'count', least: 0, most: 100_000 },
      { name: 'costSms', label: m.numbers_set_costSms, kind: 'count', least: 0, most: 100_000 },
    ],
  },
];

/** What the form calls each field, for the list of faults. */
export function settingLabels(): Record<string, string> {
  const named = settingGroups.flatMap(({ fields }) => fields.map(({ name, label }) => [name, label()]));
  return { release: m.numbers_set_release(), ...Object.fromEntries(named) };
}
