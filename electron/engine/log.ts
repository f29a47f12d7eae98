import { join } from 'node:path';
import { pino } from 'pino';
import { openLogFile } from './log-file.ts';

/** An event's name and a few plain facts. Credentials, texts and whole numbers have no place in it; see mask(). */
export type Log = (event: string, details?: Readonly<Record<string, unknown>>) => void;

const largestFile = 5 * 1024 * 1024;

/**
 * Masks what slipped into a log line all the same, at the one place where lines are made: phone numbers keep their
 * first four and last two digits, callback tokens and anything named like a credential or a text go.
 */
function mask(value: unknown, name = ''): unknown {
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
 * A log file in `<folder>/logs`, one JSON line an event, mode 0600; two files of about 5 MiB are kept. A log that can't
 * be written (a full disk) loses its lines and nothing else: no call throws or waits.
 */
export function openLog(folder: string): {
  readonly log: Log;
  /** Why lines are being lost, such as ENOSPC; null: they are written. */
  readonly trouble: () => string | null;
  readonly close: () => void;
} {
  const file = openLogFile(
    join(folder, 'logs', 'omnideck.log'),
    largestFile,
    (lines) => `${JSON.stringify({ level: 40, time: Date.now(), lines, msg: 'log-lines-lost' })}\n`,
  );
  const logger = pino({ base: null, level: 'info' }, { write: (line) => file.write(line) });
  return {
    log(event, details = {}) {
      try {
        logger.info(mask(details) as object, event);
      } catch {
        // Details that can't be written as JSON.
        logger.info(event);
      }
    },
    trouble: file.trouble,
    close: file.close,
  };
}
