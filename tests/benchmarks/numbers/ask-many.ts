/**
 * Asks for numbers over lines of its own, in a process of its own: `node ask-many.ts PORT FILE [PER_SECOND]`.
 *
 * FILE has a JSON array of forms; all are sent at once, or so many a second. Prints `answered` when some have an answer, and at the end a
 * JSON array of `Asked`, one a form.
 */
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { performance } from 'node:perf_hooks';

export interface Form {
  sessionId: string;
  key: string;
  name: string;
  people: number;
  /** What the proxy in front says where it comes from. */
  address: string;
}

export interface Asked {
  /** 0 where the line broke before an answer. */
  status: number;
  /** From when the line was asked for. */
  millis: number;
  outcome: string;
  label: string | null;
  token: string | null;
}

/** Answers after which something may be done to the server. */
const SOME = 100;
let answers = 0;

const broken = { status: 0, outcome: 'broken', label: null, token: null };

function headOf(form: Form, length: number): string {
  return [
    'POST /antrean HTTP/1.1',
    'Host: 127.0.0.1',
    'Accept: application/json',
    'Content-Type: application/x-www-form-urlencoded',
    `X-Forwarded-For: ${form.address}`,
    `Content-Length: ${length}`,
    'Connection: close',
    '',
    '',
  ].join('\r\n');
}

function ask(port: number, form: Form): Promise<Asked> {
  const { address: _, people, ...fields } = form;
  const body = new URLSearchParams({ ...fields, people: `${people}` }).toString();
  const began = performance.now();
  return new Promise((resolve) => {
    let text = '';
    const line = connect(port, '127.0.0.1', () => line.write(headOf(form, Buffer.byteLength(body)) + body));
    line.on('data', (chunk) => {
      text += chunk.toString();
    });
    line.on('error', () => {});
    line.on('close', () => {
      const millis = performance.now() - began;
      const status = Number(/^HTTP\/1\.1 (\d+)/.exec(text)?.[1] ?? 0);
      const said = /\r\n\r\n(\{.*\})/s.exec(text)?.[1];
      if (!status || !said) return resolve({ ...broken, millis });
      answers += 1;
      if (answers === SOME) process.stdout.write('answered\n');
      const { outcome, refusal, label = null, token = null } = JSON.parse(said);
      resolve({ status, millis, outcome: refusal ?? outcome, label, token });
    });
  });
}

const [port, file, perSecond] = process.argv.slice(2);
const forms = JSON.parse(readFileSync(file ?? '', 'utf8')) as Form[];
const asked: Promise<Asked>[] = [];
const began = performance.now();
for (const [at, form] of forms.entries()) {
  const due = perSecond ? (at / Number(perSecond)) * 1000 : 0;
  const wait = due - (performance.now() - began);
  if (wait > 1) await new Promise((resolve) => setTimeout(resolve, wait));
  asked.push(ask(Number(port), form));
}
process.stdout.write(JSON.stringify(await Promise.all(asked)));
