/** What true messages of this office never ask for; of these people lose money or their identity. */
const frauds = ['money', 'identity', 'link', 'chain'] as const;
/** Conditions that are not the office's, and another service: who believes them comes in vain, or stays at home. */
export type Condition = 'delegate' | 'age' | 'papers' | 'register';
export type Warning = (typeof frauds)[number] | Condition | 'service';

const NO =
  "(?:tidak|tdk|tanpa|jangan|tak|gak|ga|nggak|bukan|ora|mboten|boten|teu|tara|ulah|bebas|never|not|no|without|don'?t)";
const LEADING =
  '(?:pernah|nate|perlu|usah|harus|wajib|akan|boleh|bisa|dapat|saged|tiasa|kudu|kedah|ada|wonten|aya|dipungut|dikenakan|dimintai|meminta|minta|nyuwun|menta|memungut|menerima|ask|asks|for|pay|any|be|to|have|need)';
const MONEY =
  '(?:biaya|bayaran|bayar|membayar|mbayar|mayar|dibayar|uang|arta|artos|pungutan|pay|fee|fees|money|transfer)';
/** "Tidak pernah meminta uang, NIK, atau kode OTP" */
const LISTED = `${MONEY}(?:(?:\\s*,\\s*(?:(?:your\\s+)?nik|kode otp|otp|foto ktp|data))*\\s*,?\\s*(?:atau|or|utawi|atanapi)\\s+(?:(?:the|kode|an?)\\s+)?(?:nik|otp(?: codes?)?|one-time codes?|uang|foto ktp|data))?`;
/** What denies that anything is asked for. */
const denied = new RegExp(
  `\\b${NO}\\s+(?:${LEADING}\\s+){0,4}${LISTED}|\\b(?:gratis|free(?: of charge)?)\\b|\\b(?:dinas|kantor|urusan|bidang) administrasi\\b|\\badministrasi kependudukan\\b`,
  'gi',
);
const NOT_BY_OTHERS = `\\b${NO}\\s+(?:${LEADING}\\s+){0,2}(?:di|dipun)?wakil\\w*`;

const signs: [warning: Warning, sign: RegExp, harmless?: RegExp][] = [
  [
    'money',
    /\brp\.?\s?\d|\b\d+\s?(?:rb|ribu|jt|juta|k)\b|\b(?:biaya|bayar|membayar|mbayar|mayar|dibayar|bayarnya|pembayaran|transfer|ditransfer|tf|tarif|ongkos|uang|dana|qris|ovo|gopay|pulsa|infak|infaq|iuran|sumbangan|seikhlasnya|administrasi|rupiah|rekening|pay|payment|fee)\b/i,
    denied,
  ],
  [
    'identity',
    /\b(?:nik|nomor (?:kk|ktp|induk)|no\.? (?:kk|ktp)|otp|pin|kata sandi|password|selfie|swafoto)\b|\bkirim(?:kan)?\b.{0,20}\b(?:foto|data|ktp|kk)\b|\bisi(?:kan)? (?:data|formulir)\b/i,
    denied,
  ],
  [
    'chain',
    /\b(?:sebarkan|viralkan|share ke|teruskan ke|forward ke|bagikan ke semua|jangan sampai putus|terakhir hari ini|akan diblokir)\b/i,
    /\bjangan (?:di)?(?:sebarkan|sebar|viralkan)\b/gi,
  ],
  [
    'service',
    /\b(?:rekam|perekaman|perpanjang(?:an)?|pembuatan|membuat|buat|bikin|urus|pengurusan|layanan|pelayanan|cetak)\s+(?:(?:dan|massal|gratis|keliling)\s+)?(?:sim|paspor|stnk|skck|bpjs|npwp|bansos)\b|\bsim keliling\b|\bsamsat\b/i,
  ],
  [
    'delegate',
    /\b(?:(?:di|dipun)?wakil(?:kan|i|ake|aken|keun)|perwakilan|titip(?:kan|an)?|on behalf)\b/i,
    new RegExp(NOT_BY_OTHERS, 'gi'),
  ],
  [
    'papers',
    /\b(?:pas ?foto|foto (?:\d ?x ?\d|ukuran)|materai|meterai|surat pengantar|pengantar r[tw]|lunas pbb|kartu vaksin|sertifikat vaksin)\b/i,
    /\b(?:tanpa|tidak perlu|tak perlu|tidak usah|mboten perlu|teu kedah)(?:\s+\w+){0,2}?\s+(?:pas ?foto|materai|meterai|surat pengantar|pengantar r[tw])\b/gi,
  ],
  [
    'register',
    /\b(?:wajib|harus|kudu|kedah|must)\s+(?:daftar|mendaftar|mendaftarkan|registrasi|register)\b/i,
    /\b(?:tidak|tdk|tak|mboten|teu)\s+(?:wajib|harus|kudu|kedah)\s+\w+/gi,
  ],
];

/** "umur 12 tahun", "17 tahun ke atas": from what age on people may come. */
const ages =
  /\b(?:umur|usia|berumur|berusia|yuswa|age[ds]?|minimal|mulai)\b[\s:.]*(?:minimal|min\.?|di ?atas|mulai|wiwit|ti|from|over)?\s*(\d{1,2})\s*(?:tahun|taun|thn|th|years?)\b|\b(\d{1,2})\s*(?:tahun|taun|thn|th|years?(?: old)?)\s+(?:ke ?atas|ka luhur|minggah|and (?:over|above|older))\b/gi;
/** Recorded from 16 on; the card is for those of 17. Source: finder_bring_young_title, finder_bring_first_title. */
const TRUE_AGES = [16, 17];

/** Links that people need on the way, and those of the state. */
const wellKnown = /(^|\.)(go\.id|google\.com|goo\.gl|openstreetmap\.org|wa\.me|whatsapp\.com)$/i;
const link =
  /\b(?:https?:\/\/|www\.)[^\s<>"')\]]+|\b[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|net|org|id|me|ly|xyz|info|site|online|top|link|click|app|io|co|gl)\b(?:\/[^\s<>"')\]]*)?/gi;

/** Addresses of pages in a line. */
export function findLinks(line: string): { text: string; url: URL }[] {
  return [...line.matchAll(link)].flatMap(([text]) => {
    const trimmed = text.replace(/[.,;!?*_]+$/, '');
    const address = /^https?:/i.test(trimmed) ? trimmed : `https://${trimmed}`;
    return URL.canParse(address) ? [{ text: trimmed, url: new URL(address) }] : [];
  });
}

/** A line without links and codes, and the links in it. */
export interface LinkedLine {
  line: string;
  links: readonly { url: URL }[];
}

/** @param host of the office's own pages */
export function findWarnings({ line, links }: LinkedLine, host: string): Warning[] {
  const found = signs.flatMap(([warning, sign, harmless]) => {
    const rest = harmless ? line.replace(harmless, ' ') : line;
    return sign.test(rest) ? [warning] : [];
  });
  const told = [...line.matchAll(ages)].map((match) => Number(match[1] ?? match[2]));
  if (told.some((age) => !TRUE_AGES.includes(age))) found.push('age');
  const foreign = links.some(({ url }) => url.host !== host && !wellKnown.test(url.hostname));
  return foreign ? [...found, 'link'] : found;
}

/** True for what people lose money or their identity of; else they come in vain. */
export function isFraud(warning: Warning): boolean {
  return frauds.some((fraud) => fraud === warning);
}
