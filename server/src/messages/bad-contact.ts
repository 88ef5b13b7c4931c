import { Invalid } from '../errors.ts';
import type { ContactFault } from './add-contact.ts';

const sentences: Record<ContactFault, string> = {
  not_an_email: 'This is not a mail address.',
  not_a_mobile_number: 'This is not a mobile number of Indonesia.',
  not_a_push_subscription: 'This is not a push subscription.',
  channel_not_offered: 'This office does not send by this channel.',
  too_many: 'This ticket has as many addresses as it may have.',
  too_late: 'This ticket is too old.',
};

/** Says what is wrong with an address without repeating it. */
export function badContact(code: ContactFault): Invalid {
  return new Invalid(sentences[code], [{ field: 'address', code, message: sentences[code] }]);
}
