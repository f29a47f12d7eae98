import { resolve } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { fail, ok, type Result } from '../../shared/messaging/problem.ts';
import { cliProblem } from '../../shared/problems/cli.ts';
import { defaultFolder } from '../engine/data-folder.ts';
import type { SessionOptions } from './session.ts';

/** The options of every command. */
export type EveryOption = {
  readonly data?: string;
  readonly sandbox?: boolean;
  /** The name or id of an account; only commands that choose one have this option. */
  readonly account?: string;
  readonly json?: boolean;
  readonly tunnel?: string;
  readonly tunnelHost?: string;
  readonly callbackPort?: number;
  readonly callbackPath?: string;
};

export function parsePort(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/u.test(text) || port > 65_535) {
    throw new InvalidArgumentError('a port is a number from 0 to 65535.');
  }
  return port;
}

/** Returns the parser of an option for how many at most. */
export function limitTo(most: number): (text: string) => number {
  return (text) => {
    const limit = Number(text);
    if (!/^\d{1,6}$/u.test(text) || limit < 1 || limit > most) {
      throw new InvalidArgumentError(`a limit is a number from 1 to ${most}.`);
    }
    return limit;
  };
}

/**
 * Adds the options of every command.
 * @param sandbox whether the command chooses an account, or filters by account; the others refuse --sandbox
 */
export function withEveryOption(command: Command, { sandbox = false } = {}): Command {
  const option = new Option('--sandbox', 'use the built-in sandbox: no account, no network, no cost');
  command.addOption(option.hideHelp(!sandbox));
  if (!sandbox) {
    command.on('option:sandbox', () =>
      command.error(
        `error: “${pathOf(command)}” chooses no account, so --sandbox would do nothing. Leave the option out.`,
      ),
    );
  }
  return command
    .option('--data <dir>', "the data folder (default: the system's place for it, or OMNIDECK_DATA)")
    .option('--json', 'print JSON Lines')
    .addOption(
      new Option(
        '--tunnel <target>',
        'how reports reach this machine: none, localtunnel, or your own public URL',
      ),
    )
    .option('--tunnel-host <url>', 'the tunnel server to use with localtunnel')
    .option('--callback-port <n>', 'the port of the callback server', parsePort)
    .option('--callback-path <prefix>', 'a path before the callback paths, as a proxy in front leaves it');
}

/** Options that only the console itself can use. */
const consoleOptions = ['tunnel', 'tunnelHost', 'callbackPort', 'callbackPath'] as const;

/** Returns whether an option is given that only the console itself can use. */
export function hasConsoleOptions(options: EveryOption): boolean {
  return consoleOptions.some((name) => options[name] !== undefined);
}

/** Returns the words that name a command, such as “omnideck runs list”. */
function pathOf(command: Command): string {
  return command.parent === null ? command.name() : `${pathOf(command.parent)} ${command.name()}`;
}

/** Returns the options that a session needs. Problems: `filter-invalid`, `tunnel-invalid`, … */
export async function sessionOptions(options: EveryOption): Promise<Result<SessionOptions>> {
  if (options.sandbox === true && options.account !== undefined) {
    return fail(cliProblem('filter-invalid/two-accounts', {}, 'sandbox'));
  }
  const tunnel = await tunnelOptions(options);
  if (!tunnel.ok) return tunnel;
  const passphrase = process.env.OMNIDECK_PASSPHRASE ?? null;
  if (passphrase === '') {
    return fail(cliProblem('passphrase-empty', {}, 'passphrase'));
  }
  return ok({
    folder: options.data === undefined ? defaultFolder() : resolve(options.data),
    passphrase,
    ...tunnel.value,
    callbackPort: options.callbackPort ?? null,
    callbackPathPrefix: options.callbackPath ?? '',
  });
}

type TunnelOptions = Pick<SessionOptions, 'tunnel' | 'tunnelHost'>;

async function tunnelOptions({ tunnel, tunnelHost }: EveryOption): Promise<Result<TunnelOptions>> {
  if (tunnel === undefined && tunnelHost === undefined) return ok({ tunnel: null, tunnelHost: null });
  const { parseTunnelHost, parseTunnelOption } = await import('../engine/features/reports/index.ts');
  const target = tunnel === undefined ? ok(null) : parseTunnelOption(tunnel);
  if (!target.ok) return target;
  const host = tunnelHost === undefined ? ok(null) : parseTunnelHost(tunnelHost);
  return host.ok ? ok({ tunnel: target.value, tunnelHost: host.value }) : host;
}
