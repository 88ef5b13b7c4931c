import { nameWords } from '../sessions/fold-name.ts';
import { isPlainWord } from './plain-words.ts';

/** Kota and kabupaten by the words that tell them apart; those that mean something else too are left out. Names: npm idn-area-data, ODbL. */
const regencies = new Set(
  `aceh ambon asahan asmat badung balangan balikpapan bandung banggai bangka bangkalan banjarbaru banjarmasin banjarnegara bantaeng bantul banyuasin banyumas banyuwangi batam
batanghari bekasi belitung bengkalis bengkayang bengkulu berau binjai bintan bireuen bitung blitar blora boalemo bogor bojonegoro bombana bondowoso bontang boyolali brebes bukittinggi
buleleng bulukumba bulungan buton ciamis cianjur cilacap cilegon cimahi cirebon dairi deiyai demak denpasar depok dharmasraya dogiyai dompu donggala dumai enrekang garut gianyar
gorontalo gowa gresik grobogan gunungkidul gunungsitoli halmahera indragiri indramayu jakarta jambi jayapura jayawijaya jember jembrana jeneponto jepara jombang kaimana kapuas
karanganyar karangasem karawang karimun katingan kebumen kediri keerom kendari kepahiang kerinci ketapang klaten klungkung kolaka konawe kotamobagu kotawaringin kudus kulonprogo kupang
kutai labuhanbatu lahat lamandau lamongan lampung langkat lhokseumawe lombok lubuklinggau lumajang luwu madiun magelang magetan majalengka majene makassar malang malinau mamasa mamuju
manado mandailing manggarai manokwari mataram mempawah merangin merauke mimika minahasa mojokerto morowali mukomuko nabire nagekeo natuna nganjuk ngawi nunukan pacitan palangkaraya
palembang palopo pamekasan pandeglang pangandaran parepare pasaman pasangkayu pasuruan payakumbuh pekalongan pekanbaru pelalawan pemalang pematangsiantar pesawaran pohuwato ponorogo
pontianak prabumulih pringsewu probolinggo purbalingga purwakarta purworejo rembang salatiga samarinda sambas samosir sanggau sarolangun sawahlunto semarang sibolga sidoarjo sijunjung
simalungun simeulue singkawang sinjai sintang situbondo sleman soppeng sragen subulussalam sukabumi sukoharjo sumedang sumenep surabaya surakarta tabalong tabanan takalar tangerang
tanggamus tapanuli tarakan tasikmalaya tegal temanggung ternate tomohon trenggalek tuban tulungagung wakatobi wonogiri wonosobo yogyakarta jogja jogjakarta yogya solo`
    .split(/\s+/)
    .map((name) => nameWords(name).join('')),
);

/** An office, or what it is an office of, and the name behind it. */
const office =
  /\b(?:dis(?:pen)?d(?:ukcapil|uk)|dispendukcapil|dukcapil|capil|pemkab|pemkot|pemda|pemerintah|dinas\s+kependudukan(?:\s+dan\s+(?:pencatatan|catatan)\s+sipil)?|kotamadya|kota|kab(?:upaten)?)\b[\s.:,]*(?:(?:kotamadya|kota|kab(?:upaten)?)\b[\s.]*)?(\p{L}{4,})/giu;

/**
 * Another city that a line names, as it is written there; null where it names none. Places of that name may stand in two cities.
 *
 * @param line without the places found in it
 * @param own folded names of the city served
 * @param ofPlaces small words of the places that the text names: Jalan Depok is where Pasar Depok is
 */
export function otherCityIn(
  line: string,
  own: ReadonlySet<string>,
  ofPlaces: ReadonlySet<string> = new Set(),
): string | null {
  for (const match of line.matchAll(office)) {
    const name = match[1] ?? '';
    if (!isPlainWord(name) && !own.has(folded(name))) return match[0].trim();
  }
  for (const [word] of line.matchAll(/\p{L}{4,}/gu)) {
    const name = folded(word);
    if (regencies.has(name) && !own.has(name) && !ofPlaces.has(name)) return word;
  }
  return null;
}

function folded(name: string): string {
  return nameWords(name).join('');
}
