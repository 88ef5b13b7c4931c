import { scheduleId } from '../feeds/to-fhir.ts';
import type { CheckedBulk } from './check-bulk.ts';
import { checkSessions } from './check-own.ts';
import type { FeedFault } from './feed-fault.ts';

/** Slots and sessions.ndjson of one folder must tell of the same sessions at the same times. */
export function checkSameStory(bulk: CheckedBulk, { file, text }: { file: string; text: string }): FeedFault[] {
  const { sessions } = checkSessions(file, text);
  const sessionById = new Map(sessions.map(({ value }) => [value.id, value]));
  const faults: FeedFault[] = [];
  for (const { value: slot, line, file: slotFile } of bulk.slots) {
    const session = sessionById.get(slot.id);
    const must = (field: string, value: unknown, expected: string) =>
      faults.push({ file: slotFile, line, field, value, expected: `${expected}, as ${file} says` });
    if (!session) must('id', slot.id, 'a session');
    else {
      if (slot.start !== session.startsAt) must('start', slot.start, session.startsAt);
      if (slot.end !== session.endsAt) must('end', slot.end, session.endsAt);
      const place = `Schedule/${scheduleId(session.venue.id, session.service)}`;
      if (slot.schedule.reference !== place) must('schedule.reference', slot.schedule.reference, place);
    }
  }
  return faults;
}
