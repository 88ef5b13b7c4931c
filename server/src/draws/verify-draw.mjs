// Makes a draw of queue numbers again and says whether it is the one that was published.
// Needs nothing but Node.js: node verify-draw.mjs ADDRESS-OR-FILE [MY-ENTRY-CODE]
// The address is that of the session's draw, https://…/api/v1/sessions/ID/draw
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

const [where = '', mine = ''] = process.argv.slice(2);
const read = async () => JSON.parse(/^https?:/.test(where) ? await (await fetch(where)).text() : readFileSync(where));
const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');
const { commitment, draw } = await read();
if (!draw) {
  console.log(`not drawn yet; committed to ${commitment}`);
  process.exit(2);
}

// 1. The seed is the one whose SHA-256 was published before anybody entered.
const faults = [];
if (sha256(Buffer.from(draw.seed, 'hex')) !== commitment || draw.commitment !== commitment) faults.push('commitment');

// 2. Nobody is there twice, and one hash stands for all entries.
const codes = draw.entries.map(({ code }) => code);
if (new Set(codes).size !== codes.length) faults.push('entries');
const lines = draw.entries.map(({ code, chance, people }) => `${code} ${chance} ${people}\n`);
const all = sha256(lines.sort().join(''));

// 3. Each chance is drawn by the SHA-256 of seed, entries and its code; entries under one name are one chance.
const rank = (code) => sha256(`${draw.seed}|${all}|${code}`);
const ranked = draw.entries.map((entry) => ({ ...entry, rank: `${rank(entry.chance)} ${rank(entry.code)}` }));
ranked.sort((a, b) => (a.rank < b.rank ? -1 : 1));
if (String(ranked.map(({ code }) => code)) !== String(draw.order)) faults.push('order');

// 4. In that order everybody gets places for whose people there is room; half as many people as places wait.
let left = draw.places;
let waiting = 0;
const placed = [];
const next = [];
for (const { code, people } of ranked) {
  if (people > left) continue;
  left -= people;
  placed.push(code);
}
for (const { code, people } of ranked) {
  if (placed.includes(code) || waiting >= draw.places / 2) continue;
  waiting += people;
  next.push(code);
}
if (String(placed) !== String(draw.placed)) faults.push('placed');
if (String(next) !== String(draw.waiting)) faults.push('waiting');

// 5. My own entry took part.
if (mine && !codes.includes(mine)) faults.push(`${mine} did not take part`);

const said = `${codes.length} entries, ${draw.places} places, ${placed.length} numbers`;
console.log(faults.length > 0 ? `NOT as published: ${faults.join(', ')}; ${said}` : `as published: ${said}`);
if (mine) console.log(`${mine} was drawn ${draw.order.indexOf(mine) + 1} of ${codes.length}`);
process.exit(faults.length > 0 ? 1 : 0);
