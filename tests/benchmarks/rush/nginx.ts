import { execFileSync, spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';

export interface Yardstick {
  name: string;
  /** Of the file, without a slash at the end. */
  url: string;
  stop(): Promise<void>;
}

const places = ['/usr/sbin/nginx', '/usr/local/sbin/nginx', '/opt/homebrew/bin/nginx', 'nginx'];

function find(): { program: string; version: string } | null {
  for (const program of places) {
    try {
      const { stderr } = spawnVersion(program);
      return { program, version: /nginx\/[\d.]+/.exec(stderr)?.[0] ?? 'nginx' };
    } catch {}
  }
  return null;
}

function spawnVersion(program: string): { stderr: string } {
  return { stderr: execFileSync('sh', ['-c', `"${program}" -v 2>&1`], { encoding: 'utf8' }) };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}

/**
 * Files that are compressed already, served as Debian's nginx serves them at its best: sendfile, open files kept, no log.
 *
 * @param folder of its own, for its settings and files
 * @param files by name; each with its type
 * @returns null where nginx is not installed
 */
export async function startNginx(
  folder: string,
  files: Record<string, { body: Buffer; type: string }>,
  workers: number,
): Promise<Yardstick | null> {
  const found = find();
  if (!found) return null;
  const port = await freePort();
  await mkdir(join(folder, 'files'), { recursive: true });
  for (const [name, { body }] of Object.entries(files)) await writeFile(join(folder, 'files', name), body);
  const locations = Object.entries(files).map(
    ([name, { type }]) => `location = /${name} { default_type "${type}"; add_header Content-Encoding gzip; }`,
  );
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${folder}/t;`,
  );
  await writeFile(
    join(folder, 'nginx.conf'),
    `daemon off; pid ${folder}/pid; error_log ${folder}/error.log; worker_processes ${workers};
${process.getuid?.() === 0 ? 'user root;' : ''}
events { worker_connections 4096; }
http {
  access_log off; sendfile on; tcp_nopush on; keepalive_requests 100000000; open_file_cache max=100;
  ${temporary.join(' ')}
  types {}
  server { listen 127.0.0.1:${port}; root ${folder}/files; ${locations.join(' ')} }
}
`,
  );
  const server = spawn(found.program, ['-p', folder, '-c', join(folder, 'nginx.conf')], { stdio: 'ignore' });
  const url = `http://127.0.0.1:${port}`;
  for (let tries = 0; ; tries++) {
    if (await fetch(url).catch(() => null)) break;
    if (tries > 100) throw new Error(`nginx does not answer; see ${folder}/error.log`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return {
    name: found.version,
    url,
    stop: () =>
      new Promise((resolve) => {
        server.once('exit', () => resolve());
        server.kill('SIGQUIT');
      }),
  };
}
