import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

/** Serves one packed file from memory with the headers given: what node:http can do at best. FILE HEADERS.json */
const [file = '', headers = '[]'] = process.argv.slice(2);
const body = readFileSync(file);
const list: string[] = JSON.parse(headers);
const server = createServer((_, response) => {
  response.writeHead(200, list);
  response.end(body);
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address && typeof address === 'object') console.log(address.port);
});
