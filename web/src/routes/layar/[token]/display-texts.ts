import { m } from '#lib/paraglide/messages.js';
import { getLocale } from '#lib/paraglide/runtime.js';
import { numberWord } from '#lib/spoken/number-words.ts';

/** What the display's scripts say; `{…}` is filled in by them. The voice is Indonesian whatever the screen is. */
export function displayTexts() {
  const open = (name: string) => `{${name}}`;
  return {
    title: m.evening_display_title(),
    desk: m.evening_display_desk({ desk: open('desk') }),
    waiting: m.evening_display_waiting({ count: open('count') }),
    next: m.evening_display_next({ labels: open('labels') }),
    none: m.evening_display_none(),
    early: m.evening_display_early(),
    over: m.evening_display_over(),
    cancelled: m.evening_display_cancelled(),
    paused: {
      maghrib: m.evening_display_paused_maghrib(),
      isya: m.evening_display_paused_isya(),
      power: m.evening_display_paused_power(),
      network: m.evening_display_paused_network(),
      kit: m.evening_display_paused_kit(),
      venue: m.evening_display_paused_venue(),
      other: m.evening_display_paused_other(),
    },
    until: m.evening_display_until({ time: open('time') }),
    full: m.evening_display_full({ time: open('time') }),
    near: m.evening_display_near({ venue: open('venue'), when: open('when'), time: open('time') }),
    today: m.evening_display_today(),
    rule: m.evening_display_rule({ count: open('count') }),
    unreached: m.evening_display_unreached(),
    byPhone: m.evening_display_by_phone(),
    ageNow: m.evening_display_age_now(),
    age: m.evening_display_age({ count: open('count') }),
    soundOn: m.evening_display_sound_on(),
    soundOff: m.evening_display_sound_off(),
    soundTest: m.evening_display_sound_test({}, { locale: 'id' }),
    call: m.evening_display_call({ label: open('label'), desk: open('desk') }, { locale: 'id' }),
    colon: getLocale() === 'id' ? '.' : ':',
    digits: Array.from({ length: 10 }, (_, digit) => numberWord(digit, 'id')),
  };
}
