import type { Command } from 'commander';
import type { Blacklist } from '../../../shared/contract/privacy.ts';
import { englishLine } from '../../../shared/problems/english-text.ts';
import { errorJson } from '../../../shared/problems/error-json.ts';
import { type EveryOption, withEveryOption } from '../options.ts';
import { dayAndTime, exit, note, printJson, printLine } from '../output.ts';
import { runInSession, runReading, unlockIfNeeded } from '../run.ts';

/** Adds the command do-not-send blacklists. */
export function addBlacklistsCommand(doNotSend: Command): void {
  withEveryOption(doNotSend.command('blacklists'))
    .description('Messente’s blacklists: what Omnideck wrote there and is to delete, and what it found')
    .option('--read', 'read them now')
    .action((options: EveryOption & { readonly read?: true }) =>
      options.read === true
        ? runInSession(options, async (session, json) => {
            const unlocked = await unlockIfNeeded(session);
            if (!unlocked.ok) note(englishLine(unlocked.problem));
            return print(await session.client.doNotSend.readBlacklists(), json);
          })
        : runReading(options, async ({ client }, json) => print(await client.doNotSend.blacklists(), json)),
    );
}

const isoTime = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());

/** Prints a line for each blacklist. */
function print(all: readonly Blacklist[], json: boolean): number {
  if (all.length === 0 && !json) printLine('There is no account at Messente.');
  for (const one of all) {
    if (json) printJson(lineOf(one));
    else printBlacklist(one);
  }
  return all.some(({ problem, unreachable, toDelete }) => problem !== null || (unreachable && toDelete > 0))
    ? exit.notReached
    : exit.reached;
}

function lineOf({
  accountId,
  account,
  readAt,
  triedAt,
  toWrite,
  toDelete,
  problem,
  kind: _,
  ...one
}: Blacklist) {
  return {
    ...{ account_id: accountId, account, removed: one.removed, unreachable: one.unreachable },
    ...{ read_at: isoTime(readAt), tried_at: isoTime(triedAt), entries: one.entries },
    ...{ to_write: toWrite, written: one.written, to_delete: toDelete, found: one.found },
    error: problem === null ? null : errorJson(problem),
  };
}

function printBlacklist(one: Blacklist): void {
  const { account, removed, unreachable, readAt, entries, toWrite, written, toDelete, found, problem } = one;
  const words = [
    `${account}${removed ? ' (removed)' : ''}`,
    readAt === null ? 'not read yet' : `${entries} entries, read ${dayAndTime(readAt)}`,
    `${written} written by Omnideck, ${found} by others`,
    ...(toWrite > 0 ? [`${toWrite} to write`] : []),
    ...(toDelete > 0 ? [`${toDelete} to delete`] : []),
  ];
  printLine(words.join('  '));
  if (unreachable && toDelete > 0)
    note(`The password of ${account} is gone: delete its entries in Messente’s Dashboard.`);
  if (problem !== null) note(`${account}: ${englishLine(problem)}`);
}
