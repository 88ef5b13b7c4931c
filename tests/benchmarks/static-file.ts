import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { gzipSync } from 'node:zlib';

/** Serves one file from memory, compressed once: the yardstick of http.bench.ts. */
const body = gzipSync(readFileSync(process.argv[2] ?? ''));
const server = createServer((_, response) => {
  response.writeHead(200, { 'content-type': 'text/html', 'content-encoding': 'gzip', 'content-length': body.length });
  response.end(body);
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address && typeof address === 'object') console.log(address.port);
});
