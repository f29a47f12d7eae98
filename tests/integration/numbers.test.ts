/** Numbers that can be read in more than one way, through the contract and the command line. */
import { describe, expect, it } from 'vitest';
import { codeOf, consoleWithSandbox, must, requestKey } from '../helpers/console-fixture.ts';

const chain = { steps: [{ channel: 'sms' as const, text: 'Tere' }] };

describe('a number with a spreadsheet’s decimal', () => {
  it('is sent to, and kept from being sent to, as the number that it was, or not at all', async () => {
    const { client } = await consoleWithSandbox();
    const send = (to: string) => client.messages.send({ to: [to], chain, requestKey: requestKey() });
    expect(codeOf(await send('+3725550141.0'))).toBe('number-two-readings');
    expect(must(await send('+37255501411.0')).messages).toMatchObject([{ to: '+37255501411' }]);
    expect(codeOf(await client.doNotSend.add({ number: '+3725550141.0' }))).toBe('number-two-readings');
    expect(must(await client.doNotSend.add({ number: '+37255501411.00' })).number).toBe('+37255501411');
    expect(must(await client.privacy.about({ number: '+37255501411.0' }))).toMatchObject({
      doNotSend: { number: '+37255501411' },
    });
    expect(codeOf(await client.privacy.erase({ number: '+3725550141.0' }))).toBe('number-two-readings');
  });
});
