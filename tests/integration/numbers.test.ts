/** Tests ambiguous numbers in calls of the contract and in the command line. */

import { describe, expect, it } from 'vitest';
import { englishText } from '../../shared/problems/english-text.ts';
import { codeOf, consoleWithSandbox, must, requestKey } from '../helpers/console-fixture.ts';
import { jsonLines, omnideck } from '../helpers/omnideck-process.ts';
import { temporaryFolder } from '../helpers/store-fixture.ts';

const chain = { steps: [{ channel: 'sms' as const, text: 'Tere' }] };

describe('a number with a spreadsheet’s decimal', () => {
  it('is treated as the original number by sending and by the do-not-send list, or refused', async () => {
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

describe('a number without "+" that may already have its country code', () => {
  it('is refused by every call that accepts a number, with both readings, and nothing is stored', async () => {
    const { client } = await consoleWithSandbox();
    must(await client.settings.set({ defaultCountry: 'DE' }));
    const number = '491712345678';
    const refused = [
      await client.messages.send({ to: ['+37255501411', number], chain, requestKey: requestKey() }),
      await client.doNotSend.add({ number }),
      await client.doNotSend.remove({ number }),
      await client.privacy.about({ number }),
      await client.privacy.erase({ number }),
    ];
    expect(refused.map(codeOf)).toEqual(refused.map(() => 'number-ambiguous'));
    for (const one of refused) {
      const message = one.ok ? '' : englishText(one.problem).message.replaceAll(' ', '');
      expect(message).toContain('+491712345678');
      expect(message).toContain('+49491712345678');
    }
    expect(await client.messages.counts({})).toMatchObject({ all: 0 });
    // Unambiguous numbers are still accepted.
    const clear = await client.messages.send({ to: ['0171 2345678'], chain, requestKey: requestKey() });
    expect(must(clear).messages).toMatchObject([{ to: '+491712345678' }]);
  });

  it('ends a command with exit code 2 and both readings, unless --country and --numbers decide', {
    timeout: 120_000,
  }, async () => {
    const data = temporaryFolder();
    const send = (...options: string[]) =>
      omnideck([
        'send',
        '--sandbox',
        '--data',
        data,
        '--json',
        '--country',
        'DE',
        '--sms',
        'Tere',
        '--to',
        '491712345678',
        ...options,
      ]);
    const refused = await send();
    expect(refused).toMatchObject({ code: 2 });
    expect(jsonLines(refused.stdout)[0]).toMatchObject({
      error: { code: 'number-ambiguous', field: 'to[0]' },
    });
    const printed = refused.stderr.replaceAll(' ', '');
    for (const part of ['+491712345678', '+49491712345678', '--numbersinternational'])
      expect(printed).toContain(part);

    const international = await send('--numbers', 'international');
    expect(international).toMatchObject({ code: 0 });
    expect(jsonLines(international.stdout)[0]).toMatchObject({ to: '+491712345678' });
    const national = await send('--numbers', 'national');
    expect(jsonLines(national.stdout)[0]).toMatchObject({ to: '+49491712345678' });
    const listed = await omnideck(['do-not-send', 'add', '491712345678', '--country', 'DE', '--data', data]);
    expect(listed).toMatchObject({ code: 2 });
    expect((await omnideck(['list', '--data', data, '--json'])).stdout.trim().split('\n')).toHaveLength(2);
  });
});
