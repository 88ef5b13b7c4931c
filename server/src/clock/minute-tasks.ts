import { lapseOffers } from '../bookings/lapse-offers.ts';
import { layOutDue } from '../bookings/lay-out-places.ts';
import { tellDue } from '../bookings/tell-queues.ts';
import type { Context } from '../context.ts';
import { extendCounters } from '../counters/extend-counters.ts';
import { runDraws } from '../draws/run-draws.ts';
import { shareOutParts } from '../draws/share-out-parts.ts';
import { endEvenings } from '../evening/end-evenings.ts';
import { lapseUnanswered, offerStranded } from '../following/lapse-unanswered.ts';
import { forgetOldMessages } from '../messages/forget-old-messages.ts';
import { expireContacts } from '../privacy/expire-contacts.ts';
import { closeOutDue } from '../queue/close-out.ts';
import { tellTurnsNear } from '../queue/turns-near.ts';

/** Something that is due because time passed, whoever clicks or does not. Doing it twice, or in two processes at once, does it once. */
export interface MinuteTask {
  name: string;
  /**
   * One turn.
   *
   * @param signal leaves the rest for another process
   * @returns true where there is more to do than one turn allows
   */
  run(ctx: Context, signal?: AbortSignal): Promise<unknown>;
}

/** In this order, every minute and once at the start. */
export const minuteTasks: readonly MinuteTask[] = [
  { name: 'counters', run: extendCounters },
  { name: 'places', run: layOutDue },
  { name: 'draws', run: runDraws },
  { name: 'parts given by lot', run: shareOutParts },
  { name: 'lapsed offers', run: lapseOffers },
  { name: 'unanswered changes', run: lapseUnanswered },
  { name: 'holders without an offer', run: offerStranded },
  { name: 'evenings that are over', run: endEvenings },
  { name: 'numbers told', run: tellDue },
  { name: 'last numbers servable', run: closeOutDue },
  { name: 'turns that are near', run: tellTurnsNear },
  { name: 'names and addresses whose time is over', run: expireContacts },
  { name: 'messages of long ago', run: forgetOldMessages },
];
