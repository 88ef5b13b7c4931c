import { mailWords } from '@jemput/shared/messages/message-words';
import { createTransport } from 'nodemailer';
import type { Delivery, Outgoing, Outlet } from './outlet.ts';

export interface MailSettings {
  smtpUrl: string;
  /** `Dukcapil Surakarta <antrean@example.go.id>` */
  from: string;
}

/** A server that takes a connection and says nothing, or stops half-way, is given up after this. */
const CONNECT_MILLIS = 10_000;
const SILENCE_MILLIS = 20_000;
const CONNECTIONS = 8;

interface SmtpFailure {
  code?: string;
  responseCode?: number;
}

/** SMTP over a pool of connections. The Message-ID is the message's own, so that the same one twice is known as one. */
export function mailOutlet(
  { smtpUrl, from }: MailSettings,
  limits = { connect: CONNECT_MILLIS, silence: SILENCE_MILLIS },
): Outlet {
  const transport = createTransport({
    ...optionsOf(smtpUrl),
    pool: true,
    maxConnections: CONNECTIONS,
    connectionTimeout: limits.connect,
    greetingTimeout: limits.connect,
    socketTimeout: limits.silence,
  });
  const domain = /@([^>\s]+)/.exec(from)?.[1] ?? 'jemput.invalid';
  return {
    concurrency: CONNECTIONS,
    async send(message) {
      try {
        const sent = await transport.sendMail(mailOf(message, from, domain));
        return { outcome: 'sent', reference: sent.messageId };
      } catch (error) {
        return deliveryOf(error as SmtpFailure);
      }
    },
    close: () => transport.close(),
  };
}

/** TLS where the address says smtps; else as soon as the server offers it. */
function optionsOf(smtpUrl: string) {
  const { protocol, hostname, port, username, password } = new URL(smtpUrl);
  const secure = protocol === 'smtps:';
  const auth = username ? { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } } : {};
  return { host: hostname, port: port ? Number(port) : secure ? 465 : 587, secure, ...auth };
}

function mailOf(message: Outgoing, from: string, domain: string) {
  const { id, address, title, link, calendar, kind } = message;
  return {
    from,
    to: address,
    subject: title,
    text: bodyOf(message),
    messageId: `<${id}@${domain}>`,
    // RFC 3834: no out-of-office answers to this.
    headers: { 'Auto-Submitted': 'auto-generated', 'List-Unsubscribe': `<${link}>`, 'X-Jemput-Kind': kind },
    attachments: calendar
      ? [{ filename: 'jadwal.ics', content: calendar, contentType: 'text/calendar; charset=utf-8; method=PUBLISH' }]
      : [],
  };
}

function bodyOf({ title, text, reason, place, link, language }: Outgoing): string {
  const words = mailWords(language);
  const why = reason === null ? [] : [`${words.reason}: ${reason}`, ''];
  return [
    title,
    '',
    text,
    '',
    ...why,
    ...placeLines(place, words),
    `${words.open}: ${link}`,
    '',
    '-- ',
    words.why,
    '',
  ].join('\n');
}

function placeLines(place: Outgoing['place'], words: ReturnType<typeof mailWords>): string[] {
  if (!place) return [];
  const { name, hours, come, answerBy } = place;
  return [
    `${words.place}: ${name}`,
    ...(come === null ? [] : [`${words.come}: ${come}`]),
    `${words.time}: ${hours}`,
    ...(answerBy === null ? [] : [`${words.answer}: ${answerBy}`]),
    '',
  ];
}

/** RFC 5321, 4.2.1: 5yz of the address or the content is final; anything else may go better later. */
function deliveryOf({ code = 'no answer', responseCode }: SmtpFailure): Delivery {
  const why = responseCode === undefined ? code : `${code} ${responseCode}`;
  const ofMessage = code === 'EENVELOPE' || code === 'EMESSAGE';
  if (ofMessage && responseCode !== undefined && responseCode >= 500) return { outcome: 'refused', why };
  return { outcome: 'retry', why, down: !ofMessage || responseCode === 421 };
}
