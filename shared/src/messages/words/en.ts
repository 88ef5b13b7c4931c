import type { Words } from './word-keys.ts';

export const en: Words = {
  weekdays: 'Mon Tue Wed Thu Fri Sat Sun',
  months: 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec',
  dayAndTime: '{date} at {time}',
  dayAndWindow: '{date}, come {time}',
  said: {
    confirmed: {
      title: 'Number {label}: {when}, {venue}',
      text: 'Your queue number is {label}. At this link you see your turn, can go to another session, or cancel.',
    },
    entered: {
      title: 'In the draw: {day}, {venue}',
      text: 'Your request is recorded. We tell you the result here, and anybody can verify the draw.',
    },
    waiting: {
      title: 'Waiting list: {day}, {venue}',
      text: 'You are on the waiting list. When a place becomes free it is kept for you and we tell you.',
    },
    drawn: {
      title: 'Drawn, number {label}: {when}, {venue}',
      text: 'The draw is done and you have number {label}. Not coming? Please cancel at this link.',
    },
    not_drawn: {
      title: 'Not drawn: {day}, {venue}',
      text: 'Sorry, this draw brought you no number. Other sessions near you are at this link.',
    },
    offered: {
      title: 'A place for you: {day}, {venue}',
      text: 'One place is kept for you until {until}. Open this link to take it.',
    },
    day_before: {
      title: 'Reminder, number {label}: {when}, {venue}',
      text: 'What to bring is at this link. Not coming? Please cancel, so that somebody else can.',
    },
    hours_before: {
      title: 'Today, number {label}: {when}, {venue}',
      text: 'At this link you see which number is being served and when you had best come.',
    },
    turn_near: {
      title: 'Your turn is near: number {label}, {venue}',
      text: 'You are likely to be called: {hour}. Please set out now.',
    },
    moved: {
      title: 'Your session changed, number {label}: {when}, {venue}',
      text: 'Your number moved with it and stays valid. Cannot come? Choose another session or cancel at this link.',
    },
    cancelled: {
      title: 'Session cancelled: {day}, {venue}',
      text: 'We are sorry. There is no place instead for you yet. As soon as there is one we tell you. Other sessions are at this link.',
    },
    cancelled_with_offer: {
      title: 'Session cancelled: {day}, {venue}',
      text: 'We are sorry. A place instead is kept for you until {until}: {other}. Open this link to take it.',
    },
    cancelled_waiting: {
      title: 'Session cancelled: {day}, {venue}',
      text: 'We are sorry. There is no place instead yet. You are number {place} on the waiting list of {other}. As soon as there is a place we tell you.',
    },
    answer_missing: {
      title: 'Your answer is awaited until {until}',
      text: 'A place instead is still kept for you: {other}. After {until} it goes to somebody else.',
    },
    lapsed: {
      title: 'Your place was given up: {day}, {venue}',
      text: 'The time to answer has passed, so the place went to somebody else. Other sessions are at this link.',
    },
    area_added: {
      title: 'New session in {area}: {when}, {venue}',
      text: 'New sessions: {count}. All of them are at this link.',
    },
    area_changed: {
      title: 'Change in {area}: {day}, {venue}',
      text: 'Sessions moved or cancelled: {count}. What holds now is at this link.',
    },
  },
  mail: {
    reason: 'Reason',
    place: 'Place',
    come: 'Come',
    answer: 'Answer before',
    time: 'Hours',
    open: 'Open',
    why: 'You get this mail because this address was given for news of a queue number. To stop, open the link above.',
  },
};
