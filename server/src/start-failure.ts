import { CannotOpen } from './db/open.ts';
import { BadSetting, type Settings } from './env.ts';

/** One line that names what stops the start; null for a failure of ours, which deserves its stack. */
export function startFailure(error: unknown, settings?: Pick<Settings, 'host' | 'port'>): string | null {
  if (error instanceof BadSetting || error instanceof CannotOpen) return error.message;
  const { code, syscall, path } = error as NodeJS.ErrnoException;
  const where = settings ? `port ${settings.port} of ${settings.host}` : 'the port';
  if (code === 'EADDRINUSE') return `Cannot listen on ${where}: it is taken. Stop the other program or set PORT.`;
  if (code === 'EACCES' && syscall !== 'listen')
    return `Cannot open ${path ?? 'a file'}: not allowed. Start it as its owner.`;
  if (code === 'EACCES') return `Cannot listen on ${where}: not allowed. Set PORT to a number above 1023.`;
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return `Cannot listen on ${where}: this machine has no such address. Set HOST.`;
  }
  return null;
}
