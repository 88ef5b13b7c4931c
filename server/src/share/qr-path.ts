import encodeQR from 'qr';

/** A QR code as one SVG path in a square of `size` modules, without the quiet zone. */
export interface QrPath {
  path: string;
  size: number;
}

/** A sixth of it may be torn off, wet or hidden by a thumb: error correction of level Q. */
export function qrPath(text: string): QrPath {
  const rows = encodeQR(text, 'raw', { ecc: 'quartile', border: 1 })
    .slice(1, -1)
    .map((row) => row.slice(1, -1));
  const runs = rows.flatMap((row, y) =>
    row.flatMap((dark, x) => {
      if (!dark || row[x - 1]) return [];
      const end = row.indexOf(false, x);
      return [`M${x} ${y}h${(end < 0 ? row.length : end) - x}v1H${x}z`];
    }),
  );
  return { path: runs.join(''), size: rows.length };
}
