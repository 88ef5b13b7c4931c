import { DateTime } from 'luxon';
import * as z from 'zod';

/**
 * What SMART Scheduling Links asks of a manifest and of its FHIR resources. The parts of an address that only the United
 * States have, state and postalCode, are not asked for, and FHIR's other codes of a slot's status are taken too.
 *
 * @see https://github.com/smart-on-fhir/smart-scheduling-links/blob/master/specification.md
 */
const text = (what: string) => z.string(what).min(1, what);

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d(:?\d\d)?)$/;
const instantExpected = 'an instant with its offset, 2026-11-20T16:00:00+07:00';
const instant = z
  .string(instantExpected)
  .refine((value) => INSTANT.test(value) && DateTime.fromISO(value).isValid, instantExpected);

const addressExpected = 'a full address that starts with http:// or https://';
const url = z
  .string(addressExpected)
  .refine((value) => /^https?:\/\//.test(value) && URL.canParse(value), addressExpected);

const date = (what: string) => z.iso.date(what);
const idExpected = 'an id of up to 64 letters, digits, - _ and .';
const id = z.string(idExpected).regex(/^[A-Za-z0-9\-._]{1,64}$/, idExpected);

function reference(type: string) {
  const expected = `${type}/ and the id of one, ${type}/123`;
  return z.string(expected).regex(new RegExp(`^${type}/[A-Za-z0-9\\-._]{1,64}$`), expected);
}

export const manifestSchema = z.looseObject({
  transactionTime: instant,
  request: url,
  output: z.array(
    z.looseObject({
      type: text('Location, Schedule or Slot'),
      url,
      extension: z
        .looseObject({
          state: z.array(z.string('the name of a state'), 'a list of states').optional(),
          lines: z.int('a whole number').min(0).optional(),
          sha256: z
            .string()
            .regex(/^[0-9a-f]{64}$/, '64 hexadecimal digits')
            .optional(),
        })
        .optional(),
    }),
    'a list of files',
  ),
  error: z.array(z.unknown(), 'a list').optional(),
  feed_start_date: date('a date that exists, YYYY-MM-DD').optional(),
  feed_end_date: date('a date that exists, YYYY-MM-DD').optional(),
  feed_version: text('a text').optional(),
});
export type Manifest = z.infer<typeof manifestSchema>;

const extension = z.looseObject({ url: text('the address that says what it is') });

const degrees = (most: number, what: string) => z.number(what).min(-most, what).max(most, what);

export const locationSchema = z.looseObject({
  resourceType: z.literal('Location', 'Location'),
  id,
  name: text('the name of the place'),
  telecom: z.array(
    z.looseObject({ system: text('phone or url'), value: text('a phone number or an address') }),
    'a list of ways to get in touch',
  ),
  address: z.looseObject(
    {
      line: z.array(text('a line of the address'), 'a list of lines').min(1, 'at least one line'),
      city: text('the city'),
    },
    'the address',
  ),
  position: z
    .looseObject({
      latitude: degrees(90, 'a latitude from -90 to 90'),
      longitude: degrees(180, 'a longitude from -180 to 180'),
    })
    .optional(),
  identifier: z
    .array(z.looseObject({ system: text('the address of what it belongs to'), value: text('the identifier') }))
    .optional(),
  extension: z.array(extension).optional(),
});

export const scheduleSchema = z.looseObject({
  resourceType: z.literal('Schedule', 'Schedule'),
  id,
  actor: z
    .array(z.looseObject({ reference: reference('Location') }), 'a list with one location')
    .length(1, 'a list with one location'),
  serviceType: z
    .array(
      z.looseObject({
        coding: z.array(z.looseObject({ system: text('a code system'), code: text('a code') })).optional(),
        text: z.string().optional(),
      }),
      'a list of services',
    )
    .min(1, 'at least one service'),
  extension: z.array(extension).optional(),
});

const statusExpected = 'free, busy, busy-unavailable, busy-tentative or entered-in-error';
const smart = 'http://fhir-registry.smarthealthit.org/StructureDefinition/';

/** Values of the extensions that the specification defines. */
const slotExtension = extension.superRefine((value, { addIssue }) => {
  const must = (key: string, fits: boolean, message: string) => {
    if (!fits) addIssue({ code: 'custom', path: [key], message, input: value[key] });
  };
  const { valueUrl, valueInteger, valueString } = value;
  if (value.url === `${smart}booking-deep-link`) {
    must('valueUrl', typeof valueUrl === 'string' && URL.canParse(valueUrl), addressExpected);
  }
  if (value.url === `${smart}slot-capacity`) {
    must('valueInteger', Number.isInteger(valueInteger) && Number(valueInteger) >= 0, 'a whole number from 0 on');
  }
  if (value.url === `${smart}booking-phone`) must('valueString', typeof valueString === 'string', 'a phone number');
});

export const slotSchema = z
  .looseObject({
    resourceType: z.literal('Slot', 'Slot'),
    id,
    schedule: z.looseObject({ reference: reference('Schedule') }, 'the schedule it belongs to'),
    status: z.enum(['free', 'busy', 'busy-unavailable', 'busy-tentative', 'entered-in-error'], statusExpected),
    start: instant,
    end: instant,
    extension: z.array(slotExtension).optional(),
  })
  .superRefine(({ start, end }, { addIssue }) => {
    if (DateTime.fromISO(end) > DateTime.fromISO(start)) return;
    addIssue({ code: 'custom', path: ['end'], message: `an instant after start, ${start}`, input: end });
  });
