import { once } from 'node:events';
import { createWriteStream } from 'node:fs';

/** Writes an export with many messages, which differ from this one only in their ids. @param line of JSON Lines */
export async function writeLargeExport(file: string, line: string, messages: number): Promise<void> {
  const out = createWriteStream(file);
  const record: object = JSON.parse(line);
  for (let number = 0; number < messages; number += 1) {
    const id = `large${String(number).padStart(11, '0')}`;
    const copy = {
      ...record,
      id,
      omnimessage_id: id,
      batch_id: id,
      resend_of: null,
      events: [],
      attempts: [],
    };
    if (!out.write(`${JSON.stringify(copy)}\n`)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'close');
}
