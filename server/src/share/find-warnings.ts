/** What true messages of this office never ask for. */
export type Warning = 'money' | 'identity' | 'link' | 'chain' | 'service';

const signs: [warning: Warning, sign: RegExp, harmless?: RegExp][] = [
  [
    'money',
    /\brp\.?\s?\d|\b\d+\s?(?:rb|ribu|jt|juta)\b|\b(?:biaya|bayar|membayar|transfer|tarif|ongkos|uang|dana|administrasi|rupiah|rekening|pay|fee)\b/i,
    /\b(?:gratis|tanpa (?:dipungut )?biaya|tidak (?:dipungut|ada|dikenakan) (?:biaya|bayaran)|bebas biaya|free|(?:dinas|kantor|urusan|bidang) administrasi|administrasi kependudukan)\b/i,
  ],
  [
    'identity',
    /\b(?:nik|nomor (?:kk|ktp|induk)|no\.? (?:kk|ktp)|otp|pin|kata sandi|password|selfie|swafoto)\b|\bkirim(?:kan)?\b.{0,20}\b(?:foto|data|ktp|kk)\b|\bisi(?:kan)? (?:data|formulir)\b/i,
  ],
  [
    'chain',
    /\b(?:sebarkan|viralkan|share ke|teruskan ke|forward ke|bagikan ke semua|jangan sampai putus|terakhir hari ini|akan diblokir)\b/i,
  ],
  [
    'service',
    /\b(?:rekam|perekaman|perpanjang(?:an)?|pembuatan|membuat|buat|bikin|urus|pengurusan|layanan|pelayanan|cetak)\s+(?:(?:dan|massal|gratis|keliling)\s+)?(?:sim|paspor|stnk|skck|bpjs|npwp|bansos)\b|\bsim keliling\b|\bsamsat\b/i,
  ],
];

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

/** @param host of the office's own pages */
export function findWarnings(line: string, host: string): Warning[] {
  const found = signs.flatMap(([warning, sign, harmless]) => {
    const rest = harmless ? line.replace(new RegExp(harmless, 'gi'), ' ') : line;
    return sign.test(rest) ? [warning] : [];
  });
  const foreign = findLinks(line).some(({ url }) => url.host !== host && !wellKnown.test(url.hostname));
  return foreign ? [...found, 'link'] : found;
}
