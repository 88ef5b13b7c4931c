/** `node tests/benchmarks/instances/write.ts SIZE SEED > FILE`: an instance as a problem file for `jemput plan`. */
import { instance, type SizeName, sizes } from './sizes.ts';

const [size = '', seed = '1'] = process.argv.slice(2);
if (!(size in sizes)) {
  console.error(`No size "${size}"; there are ${Object.keys(sizes).join(', ')}.`);
  process.exit(2);
}
process.stdout.write(`${JSON.stringify(instance(size as SizeName, Number(seed)), null, 1)}\n`);
