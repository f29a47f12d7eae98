/**
 * A plan of 12 numbers × 3 chains × 2 rounds for the built-in sandbox: most endings of its table, and some
 * numbers whose outcome the seed draws.
 */
import type { Client } from '../../electron/engine/local-socket/attach.ts';
import type { Run } from '../../shared/contract/runs.ts';
import { must } from './console-fixture.ts';
import { eventually } from './sandbox-fixture.ts';

const endings = ['00', '01', '02', '10', '12', '13', '14', '15', '33', '61', '77', '98'] as const;

export function bigPlan(
  more: { readonly name?: string; readonly seed?: number; readonly extra?: string } = {},
): string {
  const numbers = endings.map(
    (ending) =>
      `  - name: phone ${ending}\n    number: +372555501${ending}\n    operator: ${Number(ending) % 2 === 0 ? 'Tele2' : 'Elisa'}`,
  );
  return `name: ${more.name ?? 'Everything that can happen'}
seed: ${more.seed ?? 7}
pace: 50 per second
timeout: 90 s
repeat: 2
${more.extra ?? ''}
numbers:
${numbers.join('\n')}
chains:
  - name: viber, then sms
    steps:
      - viber: Your code is 1234
        wait: 2 s
      - sms: Your code is 1234
    expect:
      - first channel: viber
  - name: sms only
    steps:
      - sms: Your code is 5678
        wait: 6 s
    expect:
      - segments: 1
  - name: rcs, whatsapp, sms
    steps:
      - rcs: Hello
        sender: Agent
        wait: 2 s
      - whatsapp: Hello
        wait: 2 s
      - sms: Hello
expect:
  - reaches: any within 60 s
  - never: FAILED
  - cost at most: 0.20
  - callbacks: verified
`;
}

/**
 * Returns each cell's verdict and the results of its expectations, by chain, number and round, without times.
 */
export function verdictsOf(run: Run): string[] {
  return run.list.map(
    (cell) =>
      `${cell.chain} | ${cell.number} | ${cell.round} | ${cell.result?.verdict} | ${cell.result?.judgements
        .map(({ written, verdict }) => `${written}=${verdict}`)
        .join(', ')}`,
  );
}

export async function runToEnd(client: Client, id: string): Promise<Run> {
  await eventually(async () => must(await client.runs.get({ id })).state).toBe('finished');
  return must(await client.runs.get({ id }));
}

/** A plan that sends one SMS to a number of the sandbox for each ending. @param more further lines of the plan */
export function smallPlan(name: string, endings: readonly string[], more = ''): string {
  return `name: ${name}
timeout: 60 s
${more}
numbers:
${endings.map((ending, at) => `  - name: p${at}\n    number: "+372555${at}01${ending}"`).join('\n')}
chains:
  - steps: [{ sms: Hello }]
`;
}
