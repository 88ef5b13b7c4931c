/**
 * Commands as a shell takes them, with ORIGIN for the office's address, and what they answer: tests run them. In an answer
 * "…" stands for any value, as a key for further ones, and at the end of a list for further members.
 */
export interface Example {
  name: 'near' | 'wrong' | 'changes' | 'manifest' | 'slot' | 'same';
  command: string;
  /** JSON, or the very text. */
  answer: unknown;
}

export const ANY = '…';

const session = {
  id: ANY,
  sequence: ANY,
  status: 'scheduled',
  startsAt: ANY,
  endsAt: ANY,
  venue: { name: ANY, lat: ANY, lon: ANY, [ANY]: ANY },
  [ANY]: ANY,
};

export const examples: Example[] = [
  {
    name: 'near',
    command: "curl -s 'ORIGIN/api/v1/sessions?near=-7.5703,110.7829&evening=true&status=scheduled&limit=1'",
    answer: { sessions: [{ ...session, distanceM: ANY }], total: ANY, seq: ANY, [ANY]: ANY },
  },
  {
    name: 'wrong',
    command: "curl -s 'ORIGIN/api/v1/sessions?from=besok'",
    answer: {
      type: 'about:blank',
      status: 400,
      title: 'Bad parameter',
      detail: 'from must be a date that exists, YYYY-MM-DD',
      errors: [{ field: 'from', message: 'must be a date that exists, YYYY-MM-DD', value: 'besok' }],
    },
  },
  {
    name: 'changes',
    command: "curl -s 'ORIGIN/api/v1/changes?since=0&limit=1'",
    answer: {
      changes: [{ seq: 1, sessionId: ANY, sequence: 0, at: ANY, what: 'published', from: null, to: ANY, reason: ANY }],
      seq: 1,
      latest: ANY,
      sessions: [{ id: ANY, sequence: ANY, status: ANY, [ANY]: ANY }],
      asOf: null,
    },
  },
  {
    name: 'manifest',
    command: 'curl -s ORIGIN/feeds/manifest.json',
    answer: {
      transactionTime: ANY,
      request: 'ORIGIN/feeds/manifest.json',
      output: [{ type: 'Location', url: 'ORIGIN/feeds/locations.ndjson', [ANY]: ANY }, ANY],
      language: 'id',
      license: { id: 'CC-BY-4.0', [ANY]: ANY },
      feed_start_date: ANY,
      feed_end_date: ANY,
      feed_version: ANY,
      [ANY]: ANY,
    },
  },
  {
    name: 'slot',
    command: 'curl -s ORIGIN/feeds/slots.ndjson | head -n 1',
    answer: {
      resourceType: 'Slot',
      id: ANY,
      schedule: { reference: ANY },
      status: ANY,
      start: ANY,
      end: ANY,
      extension: [
        { url: 'http://fhir-registry.smarthealthit.org/StructureDefinition/booking-deep-link', valueUrl: ANY },
        { url: 'http://fhir-registry.smarthealthit.org/StructureDefinition/slot-capacity', valueInteger: ANY },
        { url: 'ORIGIN/data#session-status', valueCode: ANY },
        ANY,
      ],
    },
  },
  {
    name: 'same',
    command:
      "curl -s -o /dev/null -w '%{http_code}' -H \"If-None-Match: $(curl -sI ORIGIN/feeds/sessions.csv | grep -i ^etag: | cut -d' ' -f2- | tr -d '\\r')\" ORIGIN/feeds/sessions.csv",
    answer: '304',
  },
];

/** As the page and a test have it: with the address filled in. */
export function filledIn(example: Example, origin: string): { command: string; answer: string } {
  const { command, answer } = example;
  const text =
    typeof answer === 'string' ? answer : JSON.stringify(answer, null, 2).replaceAll(`"${ANY}": "${ANY}"`, ANY);
  return { command: command.replaceAll('ORIGIN', origin), answer: text.replaceAll('ORIGIN', origin) };
}
