import { packCity, unpackCity } from '@jemput/shared/sessions/city-copy';
import type { Session } from '@jemput/shared/sessions/session';
import { parse } from 'csv-parse/sync';
import { cityCopySchema } from '../feeds/feed-schemas.ts';
import { toCsv } from '../feeds/to-csv.ts';
import { toSlot } from '../feeds/to-fhir.ts';
import { featureOf } from '../feeds/to-geojson.ts';
import type { CheckedBulk } from './check-bulk.ts';
import { type Facts, factsOf, type Told } from './facts.ts';
import { jsonLines } from './json-lines.ts';

/** What a feed says of sessions, beside what it would have to say of one. */
export interface Telling {
  told: Told[];
  /** @param said of which some is taken as it stands: a language, a zone */
  expected(session: Session, said: Facts): Facts;
  /** Whether the feed tells of that session at all. */
  covers(session: Session): boolean;
}

const all = () => true;
/** Where it stood before: told by hours that slots had, which no other file has. */
const former = 'extension.former';

export function slotsTelling({ slots }: CheckedBulk, origin: string): Telling & { files: string[] } {
  const own = (value: object) => {
    const { [former]: _, ...facts } = factsOf(value);
    return facts;
  };
  return {
    told: slots.map(({ value, line }) => ({ id: value.id, line, facts: own(value) })),
    files: slots.map(({ file }) => file),
    expected: (session) => own(toSlot(session, [], origin)),
    covers: all,
  };
}

export function csvTelling(text: string): Telling {
  const rows = parse(text, { columns: true, info: true }) as unknown as {
    record: Record<string, string>;
    info: { lines: number };
  }[];
  return {
    told: rows.map(({ record, info }) => ({ id: record.id ?? '', line: info.lines, facts: record })),
    expected: (session) => (parse([...toCsv([session])].join(''), { columns: true }) as Facts[])[0] ?? {},
    covers: all,
  };
}

export function geojsonTelling(text: string): Telling {
  const { features } = JSON.parse(text) as { features: { id: string }[] };
  const lines = jsonLines(text);
  return {
    told: features.map((feature, at) => ({
      id: feature.id,
      line: lines.get(`features[${at}]`) ?? 1,
      facts: factsOf(feature),
    })),
    expected: (session) => factsOf(JSON.parse(JSON.stringify(featureOf(session))), ''),
    covers: all,
  };
}

export function cityTelling(text: string): Telling {
  const copy = cityCopySchema.parse(JSON.parse(text));
  const { from } = copy;
  // Codes are a secret's: nobody else can say what they must be.
  const facts = ({ code: _, ...kept }: ReturnType<typeof unpackCity>[number]) => factsOf(kept);
  const kept = unpackCity(copy);
  const last = kept.reduce((latest, { date }) => (date > latest ? date : latest), from);
  return {
    told: kept.map((session) => ({ id: session.id, line: 1, facts: facts(session) })),
    expected: (session) => {
      const [one] = unpackCity(packCity({ ...copy, from }, [session], [], () => '0000000'));
      return one ? facts(one) : {};
    },
    covers: ({ date }) => date >= from && date <= last,
  };
}
