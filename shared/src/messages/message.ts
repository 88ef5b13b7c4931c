export const channels = ['push', 'email', 'whatsapp', 'sms'] as const;
export type Channel = (typeof channels)[number];

/**
 * Why somebody is told: the number given; drawn or not; a place freed; the day and two hours before; the turn near; the session moved,
 * cancelled, hours changed; an answer missing; for followers of an area a new session or a change.
 */
export const messageKinds = [
  'confirmed',
  'entered',
  'drawn',
  'not_drawn',
  'offered',
  'day_before',
  'hours_before',
  'turn_near',
  'moved',
  'cancelled',
  'answer_missing',
  'lapsed',
  'area_added',
  'area_changed',
] as const;
export type MessageKind = (typeof messageKinds)[number];

/** `sent`: the channel took it; `delivered`: the channel says that it arrived; `expired`: of no use any more before it could be sent. */
export const messageStates = ['queued', 'sent', 'delivered', 'failed', 'expired', 'withdrawn'] as const;
export type MessageState = (typeof messageStates)[number];
