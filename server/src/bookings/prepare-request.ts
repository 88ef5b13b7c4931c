import { nameToCall } from '@jemput/shared/bookings/name-to-call';
import type { TakeNumber, TakeRefusal } from '@jemput/shared/bookings/take-number';
import { checkAddress } from '@jemput/shared/messages/check-address';
import type { Actor, Context } from '../context.ts';
import { contactCheckOf } from '../messages/contact-check.ts';
import type { AskedFrom } from './ask-from.ts';
import { firstDevice } from './first-device.ts';
import { keyedCheck } from './keyed-check.ts';
import { newTicketId } from './ticket-token.ts';

/** A request for a number as it is judged: checked, and told apart from others by hashes alone. */
export interface PreparedRequest {
  ticketId: string;
  sessionId: string;
  people: number;
  name: string;
  /** The one it is kept by first; without a script those of the time before may be meant too. */
  requestKeys: [string, ...string[]];
  contact: TakeNumber['contact'];
  contactCheck: string | null;
  deviceCheck: string | null;
  travelMinutes: number | null;
  language: string;
  bookedBy: Actor | null;
}

export interface Fault {
  refusal: TakeRefusal;
  field: 'name' | 'people' | 'contact';
}

/** Without a script the same form sent again by the same device within this time is the same request. */
const SAME_MILLIS = 600_000;

/** Checks what can be checked without the database. */
export function prepareRequest(
  ctx: Pick<Context, 'now' | 'secret' | 'messaging'>,
  input: TakeNumber,
  from: AskedFrom,
): PreparedRequest | Fault {
  const name = nameToCall(input.name);
  if (name === null) return { refusal: 'bad_name', field: 'name' };
  const contactCheck = contactCheckOfInput(ctx, input.contact);
  if (contactCheck === false) return { refusal: 'bad_contact', field: 'contact' };
  return {
    ticketId: newTicketId(),
    sessionId: input.sessionId,
    people: input.people,
    name,
    requestKeys: requestKeysOf(ctx, input, from),
    contact: input.contact,
    contactCheck,
    deviceCheck: from.device && keyedCheck(ctx.secret, 'device', from.device),
    travelMinutes: input.travelMinutes ?? null,
    language: from.language,
    bookedBy: from.bookedBy ?? null,
  };
}

/** False where the address is none, or of a channel that the office does not have. */
function contactCheckOfInput(
  { secret, messaging }: Pick<Context, 'secret' | 'messaging'>,
  contact: TakeNumber['contact'],
): string | null | false {
  if (!contact) return null;
  if (messaging && !messaging.channels.includes(contact.channel)) return false;
  const checked = checkAddress(contact.channel, contact.address, { loopback: messaging?.loopbackPush ?? false });
  return 'fault' in checked ? false : contactCheckOf(secret, contact.channel, checked.address);
}

function requestKeysOf(
  { now, secret }: Pick<Context, 'now' | 'secret'>,
  input: TakeNumber,
  from: AskedFrom,
): [string, ...string[]] {
  const { key, sessionId, name, people, contact } = input;
  const keyed = (text: string) => keyedCheck(secret, 'request', text);
  if (key) return [keyed(`key ${sessionId} ${key}`)];
  const window = Math.floor(now() / SAME_MILLIS);
  const { device, deviceBefore } =
    from.device === null ? firstDevice({ now: now(), secret }, input, from) : { ...from, device: from.device };
  const said = [sessionId, name, people, contact?.address ?? '', from.bookedBy?.id ?? ''];
  const keyOf = (by: string, at: number) => keyed(JSON.stringify([...said, by, at]));
  const before = deviceBefore === undefined ? [] : [keyOf(deviceBefore, window), keyOf(deviceBefore, window - 1)];
  return [keyOf(device, window), keyOf(device, window - 1), ...before];
}
