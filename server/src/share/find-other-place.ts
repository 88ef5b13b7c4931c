import type { FoundPlace } from './find-places.ts';
import { bareWord, isPlainWord } from './plain-words.ts';

const set = (text: string) => new Set(text.split(/\s+/).filter(Boolean));

/** A place of that kind is another than the one whose name follows. */
const kinds = set(`
  rumah omah griya griyanipun dalem dalemipun bumi kediaman kos kost kontrakan garasi rw rt pasar toko kios warung resto rumahmakan restoran kafe cafe mall mal plaza hotel losmen
  masjid mesjid musholla mushola musala langgar gereja pura vihara klenteng sekolah sd sdn smp smpn sma sman smk smkn mi mts man tk paud kampus universitas pondok pesantren
  yayasan lapangan alunalun alun taman gor stadion stasiun terminal bandara halte puskesmas posyandu klinik rs rsu rsud apotek bank pos poskamling polsek koramil perumahan
  perum apartemen ruko pabrik gudang bengkel salon graha grha joglo sanggar alfamart indomaret koperasi bumdes bumdesa makam jl jln jalan gang gg dukuh dusun kampung perumnas
  house mosque church market school shop field street`);
/** Beside a place is not there. */
const beside = set(`
  bukan sanes dudu kecuali selain except kejaba depan sebelah belakang samping seberang dekat sekitar timur barat utara selatan pojok perempatan pertigaan simpang ngajeng ngarep mburi wingking sisih sanding celak cedhak tukangeun pengker
  gigireun payuneun caket deukeut peuntas next near behind opposite beside outside eks bekas mantan arah belakangnya`);
/** Parts of an office's own building: there, where its name follows. */
const parts = set('balai pendopo pendapa aula halaman gedung ruang teras pelataran lobi lobby hall');
const joining = set('to of the dari milik punya');
const there = set(
  'di ing wonten dina at in teng ning nang neng ke dateng dhateng ka bertempat tempat lokasi kantor venue',
);
const titles = set('pak bu bapak ibu bpk mbak mas kang teh haji hj h ustadz ustaz kyai mbah dr drs');
const contacts = set(
  'hubungi hub cp wa kontak contact narahubung info admin ttd panitia koordinator dari oleh salam ketua lurah rt rw sekretaris pengurus',
);
/** Of these alone, without a name, there may be talk. */
const common = set(
  'rumah omah griya dalem bumi sekolah rt rw jalan jl jln gang gg bank pos langgar taman man mi kos sd smp sma smk pondok lapangan',
);
const unitCue = /^(?:kel\b|kelurahan|desa|kec\b|kecamatan|kantor|balai|loket|pendopo|lurah)/i;
const notStops = set('kel kec jl jln no gg tgl pkl bpk h hj dr st l u rt rw kab');

type Item = { at: number; end: number } & (
  | { kind: 'word'; text: string; bare: string; strange: boolean; own: boolean }
  | { kind: 'stop' }
  | { kind: 'place'; place: FoundPlace }
);

const MOST_WORDS = 5;

/**
 * What a line says of a place beside those found in it: another place of which only the kelurahan is ours, or one that nobody knows. Null where all
 * words around the names are such as name no place.
 *
 * @param line without its dates and hours
 * @param own small words of the addresses of venues that the text names
 */
export function otherPlaceIn(line: string, places: readonly FoundPlace[], own: ReadonlySet<string>): string | null {
  const items = itemsOf(line, places, own);
  const shouted = line.replace(/[^\p{Lu}]/gu, '').length > line.replace(/[^\p{Ll}]/gu, '').length;
  const named = items.some(({ kind }) => kind === 'place');
  for (const [at, item] of items.entries()) {
    if (item.kind !== 'word') continue;
    const isOther =
      leadsElsewhere(items, at, named) ||
      isNamelessPlace(items, at, named, shouted) ||
      (named && stretchesName(items, at));
    if (isOther || (named && isStrangeName(items, at, shouted))) return phraseFrom(line, items, at);
  }
  return null;
}

function itemsOf(line: string, places: readonly FoundPlace[], own: ReadonlySet<string>): Item[] {
  const found = places.map((place): Item => ({ kind: 'place', at: place.at, end: place.end, place }));
  const items = [
    ...line.matchAll(/[\p{L}\p{N}][\p{L}\p{N}'’]*|[,;:()|/!?\n]|\.(?=\s|$)|(?<=\s|^)[-–—+&](?=\s)/gu),
  ].flatMap((match): Item[] => {
    const [text] = match;
    const at = match.index;
    const end = at + text.length;
    if (places.some((place) => at < place.end && place.at < end)) return [];
    if (text === '.' && notStops.has(bareWord(/[\p{L}]+$/u.exec(line.slice(0, at))?.[0] ?? ''))) return [];
    if (!/[\p{L}\p{N}]/u.test(text)) return [{ kind: 'stop', at, end }];
    const bare = bareWord(text);
    return [
      {
        kind: 'word',
        at,
        end,
        text,
        bare,
        strange: !isPlainWord(text) && !own.has(bare) && !parts.has(bare),
        own: own.has(bare),
      },
    ];
  });
  return [...items, ...found].sort((a, b) => a.at - b.at);
}

/** "rumah Bu Lurah", "depan Kelurahan Gajahan", "warung Mbak Sri": a kind of place, a side of one, or a hall that may be anybody's. */
function leadsElsewhere(items: readonly Item[], at: number, named: boolean): boolean {
  const item = items[at];
  const next = items[at + 1];
  if (item?.kind !== 'word') return false;
  if (named && kinds.has(item.bare) && !common.has(item.bare) && begins(items, at)) return true;
  if (!next || next.kind === 'stop') return false;
  const aim = aimOf(items, at);
  const aimsAtName = aim?.kind === 'place' || (aim?.kind === 'word' && (isName(aim) || /^\d/.test(aim.text)));
  if (beside.has(item.bare)) return aimsAtName;
  // An own venue's address, written out.
  if (item.own && next.kind === 'word' && next.own) return false;
  if (kinds.has(item.bare)) {
    if (item.bare === 'rt' || item.bare === 'rw')
      return aimsAtName && (isPlaced(items, at) || there.has(wordAt(items, at - 1)));
    return (aimsAtName || isCapital(next)) && (named || begins(items, at));
  }
  if (!parts.has(item.bare)) return false;
  return named ? !isOwnHall(aim) : (aimsAtName && aim.kind === 'word') || wordAt(items, at + 1) === 'warga';
}

/** What a kind, a side or a part is said to belong to: what follows but for words that only join. */
function aimOf(items: readonly Item[], at: number): Item | undefined {
  return items
    .slice(at + 1)
    .find(
      (one) =>
        one.kind !== 'word' ||
        !(joining.has(one.bare) || /^\d+$/.test(one.bare) || there.has(one.bare) || parts.has(one.bare)),
    );
}

/** "Pendopo Kelurahan Gajahan" and "aula SMK Negeri 2" are there; "Balai Gajahan" may be anything. */
function isOwnHall(aim: Item | undefined): boolean {
  if (aim?.kind === 'place') return unitCue.test(aim.place.text) || !aim.place.namesArea;
  return aim === undefined || aim.kind === 'stop';
}

function isCapital(item: Item): boolean {
  return item.kind === 'word' && /^\p{Lu}/u.test(item.text);
}

/** Its sentence names a place too. */
function isPlaced(items: readonly Item[], at: number): boolean {
  return sentenceAround(items, at).some(({ kind }) => kind === 'place');
}

function sentenceAround(items: readonly Item[], at: number): readonly Item[] {
  const from = items.slice(0, at).findLastIndex(({ kind }) => kind === 'stop') + 1;
  const length = items.slice(from).findIndex(({ kind }) => kind === 'stop');
  return length < 0 ? items.slice(from) : items.slice(from, from + length);
}

/** At the head of its line or sentence, or behind "di". */
function begins(items: readonly Item[], at: number): boolean {
  const before = items[at - 1];
  return before === undefined || before.kind === 'stop' || there.has(wordAt(items, at - 1));
}

function wordAt(items: readonly Item[], at: number): string {
  const item = items[at];
  return item?.kind === 'word' ? item.bare : '';
}

function isName(item: Item): boolean {
  return item.kind === 'word' && (item.strange || titles.has(item.bare) || kinds.has(item.bare));
}

/** "di Loji Wetan": where something is, by a name that nobody here has. Far from any place's name only a capital tells a name. */
function isNamelessPlace(items: readonly Item[], at: number, named: boolean, shouted: boolean): boolean {
  const item = items[at];
  const before = items[at - 1];
  if (item?.kind !== 'word' || !isName(item)) return false;
  const labelled = before?.kind === 'stop' && /^(?:tempat|lokasi|venue|bertempat)$/.test(wordAt(items, at - 2));
  if (labelled) return item.strange || titles.has(item.bare);
  if (before?.kind !== 'word' || !there.has(before.bare)) return false;
  return named || shouted || /^\p{Lu}/u.test(item.text);
}

/** "Gajahan Permai", "Loji Wetan Gajahan": a strange word right before or behind makes another name. */
function stretchesName(items: readonly Item[], at: number): boolean {
  const item = items[at];
  if (item?.kind !== 'word' || !item.strange) return false;
  if (items[at - 1]?.kind === 'place') return true;
  return aimOf(items, at)?.kind === 'place';
}

/** A name with a capital that is no person's, or whatever stands alone between commas beside a place's name. */
function isStrangeName(items: readonly Item[], at: number, shouted: boolean): boolean {
  const item = items[at];
  if (item?.kind !== 'word' || !item.strange) return false;
  const from = items.slice(0, at).findLastIndex(({ kind }) => kind === 'stop') + 1;
  const lead = items.slice(from, at);
  const before = items[from - 2];
  if (before?.kind === 'word' && contacts.has(before.bare)) return false;
  if (lead.some((one) => one.kind === 'word' && (titles.has(one.bare) || contacts.has(one.bare)))) return false;
  const sentence = sentenceAround(items, at);
  const alone = sentence.every((one) => one.kind === 'word' && (one.strange || /^\d/.test(one.text)));
  if (alone && [from - 2, from + sentence.length + 1].some((next) => items[next] && isPlaced(items, next))) return true;
  return !shouted && isCapital(item) && (lead.length > 0 || alone);
}

function phraseFrom(line: string, items: readonly Item[], at: number): string {
  const first = items[at];
  const rest = items.slice(at, at + MOST_WORDS);
  const stop = rest.findIndex(({ kind }) => kind === 'stop');
  const last = (stop < 0 ? rest : rest.slice(0, stop)).at(-1) ?? first;
  return first && last ? line.slice(first.at, last.end) : '';
}
