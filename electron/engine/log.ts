import { join } from 'node:path';
import { pino } from 'pino';
import { openLogFile } from './log-file.ts';

/**
 * Logs an event's name and some plain facts. Never pass credentials, texts or complete numbers; see mask().
 */
export type Log = (event: string, details?: Readonly<Record<string, unknown>>) => void;

const largestFile = 5 * 1024 * 1024;

/**
 * Masks sensitive data that got into a log line by mistake, in the one place where lines are written: phone
 * numbers keep their first four and last two digits; callback tokens, and fields named like a credential or a
 * text, are removed.
 */
function mask(value: unknown, name = ''): unknown {
  if (/password|passphrase|secret|token|authorization|credential|text|body/iu.test(name)) return '[masked]';
  if (typeof value === 'string') {
    return (
      value
        // Tokens are hexadecimal: the name of a source file in a folder "inbound" stays.
        .replace(/(\/(?:dlr|inbound)\/)[0-9a-f]{8}[^/\s"]*/giu, '$1[masked]')
        .replace(/(\/dlr\/)[^/\s"]+/gu, '$1[masked]')
        .replace(/((?:username|password)=)[^&\s"]+/giu, '$1[masked]')
        .replace(/\+?\d[\d ()-]{6,}\d/gu, (number) => {
          const digits = number.replace(/\D/gu, '');
          return digits.length < 7 ? number : `${digits.slice(0, 4)}…${digits.slice(-2)}`;
        })
    );
  }
  if (Array.isArray(value)) return value.map((item) => mask(item));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mask(item, key)]));
  }
  return value;
}

/**
 * Opens a log file in `<folder>/logs`, one JSON line per event, mode 0600; two files of about 5 MiB are kept.
 * If the log cannot be written (a full disk), only its lines are lost: no call throws or waits.
 */
export function openLog(folder: string): {
  readonly log: Log;
  /** Returns why lines are being lost, such as ENOSPC; null if they are written. */
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
        // The details cannot be written as JSON.
        logger.info(event);
      }
    },
    trouble: file.trouble,
    close: file.close,
  };
}
