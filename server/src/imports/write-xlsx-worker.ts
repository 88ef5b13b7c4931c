import { parentPort, workerData } from 'node:worker_threads';
import writeXlsxFile from 'write-excel-file/node';
import type { Sheet } from './export-file.ts';

const { name, rows } = workerData as Sheet;
parentPort?.postMessage(await writeXlsxFile(rows, { sheet: name }).toBuffer());
