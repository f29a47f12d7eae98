/** Tests that spaces around a sender are removed wherever one is typed, and kept in a file of the API's own JSON. */
import { describe, expect, it } from 'vitest';
import { readPlan } from '../../shared/plans/read-plan.ts';
import { consoleWithSandbox, messageOf, must, requestKey } from '../helpers/console-fixture.ts';
import { jsonLines, omnideck } from '../helpers/omnideck-process.ts';
import { eventually } from '../helpers/sandbox-fixture.ts';
import { temporaryFolder } from '../helpers/store-fixture.ts';

const spaced = '\u00a0 Shop\u2003';
const chain = {
  steps: [
    { channel: 'viber' as const, text: 'Tere', sender: spaced },
    { channel: 'sms' as const, text: 'Tere', sender: ' +372 5000 ' },
  ],
};

/** Sends a message through the contract. @returns the senders of its stored steps and of its request */
async function sendersOf(literal: boolean) {
  const { client } = await consoleWithSandbox();
  const to = ['+37255500001'];
  const sent = must(await client.messages.send({ to, chain, literal, requestKey: requestKey() }));
  const id = sent.messages[0]?.id ?? '';
  await eventually(async () => (await messageOf(client, id)).attempts).not.toEqual([]);
  const { steps, attempts } = await messageOf(client, id);
  const { messages }: { messages: { sender: string }[] } = JSON.parse(attempts[0]?.request ?? '');
  const stored = steps.map((step) => step.sender);
  return { stored, requested: messages.map(({ sender }) => sender) };
}

describe('spaces around a sender', () => {
  it('are removed from a message', async () => {
    const { stored, requested } = await sendersOf(false);
    expect(stored).toEqual(['Shop', '+372 5000']);
    expect(requested).toEqual(['Shop', '+372 5000']);
  });

  it('are kept in a literal message', async () => {
    const { requested } = await sendersOf(true);
    expect(requested).toEqual([spaced, ' +372 5000 ']);
  });

  it('are removed at the command line, where the message is then found by its sender', {
    timeout: 120_000,
  }, async () => {
    const data = temporaryFolder();
    const words = ['send', '--data', data, '--sandbox', '--to', '+37255500010', '--sms', 'Tere', '--json'];
    expect((await omnideck([...words, '--sender', ' Shop '])).code).toBe(0);
    const found = await omnideck(['search', '--data', data, '--sandbox', '--sender', 'Shop', '--json']);
    expect(jsonLines(found.stdout)).toHaveLength(1);
  });

  it('are removed from a template', async () => {
    const { client } = await consoleWithSandbox();
    const saved = must(await client.compose.templates.save({ name: 'Ready', chain }));
    expect(saved.chain.steps.map(({ sender }) => sender)).toEqual(['Shop', '+372 5000']);
  });

  it('are removed from a plan, which is refused if nothing else is left', () => {
    const plan = (sender: string) =>
      `name: A\nnumbers:\n  - number: "+37255500010"\nchains:\n  - steps:\n      - sms: Tere\n        sender: "${sender}"\n    expect:\n      - reaches: any\n`;
    const read = readPlan(plan(' Shop '), 0);
    expect(read.ok && read.plan.chains[0]?.chain.steps[0]?.sender).toBe('Shop');
    const empty = readPlan(plan('  '), 0);
    expect(empty.ok ? [] : empty.problems.map(({ code }) => code)).toEqual(['empty']);
  });
});
