/** An erasure withdraws consent: nobody writes to the person again until somebody allows it. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Client } from '../../electron/engine/local-socket/attach.ts';
import { consoleWithSandbox, messageOf, must, sendOne } from '../helpers/console-fixture.ts';
import { rowsOf } from '../helpers/database-faults.ts';
import { eventually } from '../helpers/sandbox-fixture.ts';

const person = '+37255512300';

/** Sends a message, and returns how it ended. */
async function outcome(client: Client, to = person): Promise<string> {
  const id = await sendOne(client, to);
  await eventually(async () => (await messageOf(client, id)).settledAt).not.toBeNull();
  const { state, problem } = await messageOf(client, id);
  return problem === null ? state : `${state}: ${problem.code}`;
}

describe('a person who was erased', () => {
  it('is not written to, until somebody records consent; others are', async () => {
    const { client, folder } = await consoleWithSandbox();
    expect(await outcome(client)).toBe('delivered');
    must(await client.privacy.erase({ number: person }));
    expect(await outcome(client)).toBe('refused: do-not-send');
    expect(rowsOf(join(folder, 'omnideck.db'), 'SELECT id FROM attempt'), 'nothing is requested').toEqual([]);
    expect(await outcome(client, '+37255512301')).toBe('delivered');
    expect(must(await client.consent.show({ number: person })).mayWrite).toBe(false);

    must(await client.consent.add({ number: person, how: 'by phone' }));
    expect(await outcome(client)).toBe('delivered');
    must(await client.privacy.erase({ number: person }));
    expect(await outcome(client)).toBe('refused: do-not-send');
    must(await client.doNotSend.remove({ number: person }));
    expect(await outcome(client)).toBe('delivered');
  });
});
