import { type TakeNumber, type TakeRefusal, takeNumberSchema } from '@jemput/shared/bookings/take-number';
import { likelyChannel } from '@jemput/shared/messages/likely-channel';
import type { Channel } from '@jemput/shared/messages/message';

export interface TakeFormFault {
  /** As it was sent, so that the form can be shown again; '' where none was. */
  sessionId: string;
  fault: TakeRefusal;
  field?: 'name' | 'people' | 'contact';
}

const faults: Record<string, Omit<TakeFormFault, 'sessionId'>> = {
  name: { fault: 'bad_name', field: 'name' },
  people: { fault: 'too_many_people', field: 'people' },
  contact: { fault: 'bad_contact', field: 'contact' },
};

const KEY = /^[A-Za-z0-9_-]{16,64}$/;
const LONGEST_PROOF = 64;
const MOST_TRAVEL_MINUTES = 240;

/**
 * What a form for a number says. What only helps, and is none, is left out; what is asked for must be right. An address alone says by what it
 * is to be written to.
 *
 * @param offered by what the office sends
 */
export function readTakeForm(
  form: URLSearchParams,
  offered: readonly Channel[],
): { input: TakeNumber } | TakeFormFault {
  const sessionId = form.get('sessionId') ?? '';
  const address = (form.get('address') ?? '').trim();
  const channel = form.get('channel') || likelyChannel(address, offered);
  const [key, proof] = [form.get('key') ?? '', form.get('proof') ?? ''];
  const travelMinutes = Number(form.get('travelMinutes') || Number.NaN);
  const tells = Number.isInteger(travelMinutes) && travelMinutes >= 0 && travelMinutes <= MOST_TRAVEL_MINUTES;
  const { success, data, error } = takeNumberSchema.safeParse({
    sessionId,
    people: Number(form.get('people') || 1),
    name: form.get('name') ?? '',
    ...(address === '' ? {} : { contact: { channel, address } }),
    ...(tells ? { travelMinutes } : {}),
    ...(KEY.test(key) ? { key } : {}),
    ...(proof.length <= LONGEST_PROOF && proof !== '' ? { proof } : {}),
  });
  if (success) return { input: data };
  const field = String(error.issues[0]?.path[0]);
  return { sessionId, ...(faults[field] ?? { fault: 'no_numbers_here' }) };
}
