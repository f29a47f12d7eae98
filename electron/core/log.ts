import { existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';

/** An event's name and a few plain facts. Credentials, texts and whole numbers have no place in it; see mask(). */
export type Log = (event: string, details?: Readonly<Record<string, unknown>>) => void;

const largestFile = 5 * 1024 * 1024;

/**
 * Masks what slipped into a log line all the same, at the one place where lines are made: phone numbers keep their
 * first four and last two digits, callback tokens and anything named like a credential or a text go.
 */
export function mask(value: unknown, name = ''): unknown {
  if (/password|passphrase|secret|token|authorization|credential|text|body/iu.test(name)) return '[masked]';
  if (typeof value === 'string') {
    return value
      .replace(/(\/dlr\/)[^/\s"]+/gu, '$1[masked]')
      .replace(/((?:username|password)=)[^&\s"]+/giu, '$1[masked]')
      .replace(/\+?\d[\d ()-]{6,}\d/gu, (number) => {
        const digits = number.replace(/\D/gu, '');
        return digits.length < 7 ? number : `${digits.slice(0, 4)}…${digits.slice(-2)}`;
      });
  }
  if (Array.isArray(value)) return value.map((item) => mask(item));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mask(item, key)]));
  }
  return value;
}

/**
 * A log file in `<folder>/logs`, one JSON line an event, mode 0600; two files of 5 MiB at most are kept.
 * @returns the log, and a function that writes out what is pending
 */
export function openLog(folder: string): { log: Log; close: () => void } {
  const logs = join(folder, 'logs');
  mkdirSync(logs, { recursive: true, mode: 0o700 });
  const file = join(logs, 'omnideck.log');
  if (existsSync(file) && statSync(file).size > largestFile) {
    rmSync(`${file}.1`, { force: true });
    renameSync(file, `${file}.1`);
  }
  const destination = pino.destination({ dest: file, sync: true, mode: 0o600 });
  const logger = pino({ base: null, level: 'info' }, destination);
  return {
    log: (event, details = {}) => logger.info(mask(details) as object, event),
    close: () => destination.end(),
  };
}
