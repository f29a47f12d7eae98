import { type Command, InvalidArgumentError } from 'commander';
import { cliProblem } from '../../../shared/problems/cli.ts';
import { englishLine, englishPhrase } from '../../../shared/problems/english-text.ts';
import { errorJson } from '../../../shared/problems/error-json.ts';
import type { Scenario } from '../../../shared/sandbox/scenario.ts';
import { startSandbox } from '../../engine/sandbox/sandbox.ts';
import { sourceWorkers } from '../../engine/source-workers.ts';
import { createYamlReader, type YamlReader } from '../../engine/yaml/yaml-reader.ts';
import { whenNpmIsGone } from '../npm-run.ts';
import { type EveryOption, parsePort, withEveryOption } from '../options.ts';
import { channelName, clock, exit, note, printJson, printLine } from '../output.ts';
import { refuse, runInSession } from '../run.ts';
import { createForwarder } from './forward.ts';
import { noteInboundWarnings } from './inbound.ts';
import { type OpenCommandOptions, openBrowserUi } from './open.ts';
import { readYamlFile } from './read-yaml-file.ts';
import { type ServeOptions, serve } from './serve.ts';

type SandboxOptions = {
  readonly port: number;
  readonly username?: string;
  readonly password?: string;
  readonly seed?: number;
  readonly speed?: number;
  readonly data?: string;
  readonly scenario?: string;
  readonly json?: boolean;
};

type ListenOptions = EveryOption & { readonly forward?: string; readonly forwardAll?: true };

/** Adds the commands serve, listen and sandbox, which run until they are stopped, and open. */
export function addServerCommands(program: Command): void {
  withEveryOption(program.command('serve'), { sandbox: true })
    .description('the headless console: sends, takes reports and reconciles until it is ended')
    .option('--port <n>', 'the port of its page (default: the one of last time, if it is free)', parsePort)
    .option('--no-open', 'do not open a browser')
    .action((options: ServeOptions) => serve(options));

  program
    .command('open')
    .description('open the page of the console that runs on the data folder')
    .option('--data <dir>', "the data folder (default: the system's place for it, or OMNIDECK_DATA)")
    .option('--no-open', 'only print an address that opens it once')
    .option('--json', 'print JSON Lines')
    .action((options: OpenCommandOptions) => openBrowserUi(options));

  withEveryOption(program.command('listen'), { sandbox: true })
    .description('print delivery reports and inbound messages as they come')
    .option('--forward <url>', 'POST each verified one to this URL, byte for byte')
    .option('--forward-all', 'POST forged and unsigned ones too, to test that your code refuses them')
    .action((options: ListenOptions) => listen(options));

  program
    .command('sandbox')
    .description("Messente's API on this machine, alone, for your own code")
    .option('--port <n>', 'its port', parsePort, 8025)
    .option('--username <username>', 'the API username it takes (default: demo)')
    .option('--password <password>', 'the API password it takes (default: demo); no secret')
    .option('--seed <n>', 'the same seed and the same requests do the same', number, 1)
    .option('--speed <n>', 'how much faster its clock runs', number, 1)
    .option('--scenario <file>', 'begin with this scenario (YAML; - for standard input; see docs/sandbox.md)')
    .option('--data <dir>', 'keep its state here (default: in memory)')
    .option('--json', 'print failures as JSON Lines too')
    .action((options: SandboxOptions) => sandbox(options));
}

function number(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) throw new InvalidArgumentError('a number is wanted.');
  return value;
}

function listen(options: ListenOptions): Promise<void> {
  const target = options.forward === undefined ? null : URL.parse(options.forward);
  if (options.forward !== undefined && (target === null || !/^https?:$/u.test(target.protocol))) {
    refuse(cliProblem('forward-invalid', { url: options.forward }, 'forward'), options.json === true);
    return Promise.resolve();
  }
  if (target === null && options.forwardAll === true) {
    refuse(cliProblem('forward-all-alone', {}, 'forwardAll'), options.json === true);
    return Promise.resolve();
  }
  return runInSession(options, async (session, json, interrupted) => {
    if (options.sandbox === true) await session.client.accounts.sandbox();
    if (!json) {
      for (const account of await session.client.accounts.list()) {
        const url = await session.client.accounts.callbackUrl({ id: account.id });
        if (url.ok) note(`${account.name}: reports come to ${url.value.publicUrl ?? url.value.localUrl}`);
      }
      await noteInboundWarnings(session);
    }
    const forwarder = target === null ? null : createForwarder({ target, show: note });
    let lost = false;
    try {
      const callbacks = await session.client.reports.live(undefined, { signal: interrupted });
      note('Listening.');
      for await (const callback of callbacks) {
        if (json) {
          printJson({
            id: callback.id,
            received_at: new Date(callback.receivedAt).toISOString(),
            verdict: callback.verdict,
            outcome: callback.outcome,
            message_id: callback.messageId,
            status: callback.status,
            channel: callback.channel,
            to: callback.to,
            inbound: callback.inbound,
            body: callback.bodyText,
            body_base64: callback.bodyBase64,
          });
        } else {
          const { inbound } = callback;
          const about =
            inbound === null
              ? `${callback.to ?? 'no number'}  ${channelName(callback.channel)}  ${callback.status ?? 'no status'}`
              : `${inbound.from ?? 'no sender'} to ${inbound.number}  ${channelName(callback.channel)}  inbound`;
          printLine(
            `${clock(callback.receivedAt)}  ${callback.id}  ${callback.verdict.padEnd(8)}  ${about}  ${englishPhrase(callback.reason)}`,
          );
        }
        if (callback.verdict === 'verified' || options.forwardAll === true) forwarder?.forward(callback);
      }
    } catch (error) {
      if (!interrupted.aborted) {
        if (!session.isLost()) throw error;
        lost = true;
        note(
          'The console that this command listened to has ended, so no more delivery reports arrive. Run "listen" again, or "serve" and then "listen".',
        );
      }
    }
    if (forwarder === null) return lost ? exit.notReached : exit.reached;
    // Callbacks under way are finished; waiting retries are abandoned.
    await forwarder.end(AbortSignal.abort());
    const { taken, failed } = forwarder.counts();
    note(`${taken} callbacks were passed on${failed > 0 ? `, ${failed} were not` : ''}.`);
    return failed > 0 || lost ? exit.notReached : exit.reached;
  });
}

/** Reads a scenario file. @returns null if it has problems, which were printed with their lines */
async function scenarioOf(file: string, yaml: YamlReader, json: boolean): Promise<Scenario | null> {
  const text = await readYamlFile(file, 'scenario');
  if (!text.ok) {
    refuse(text.problem, json);
    return null;
  }
  const read = await yaml.scenario(text.value);
  if (read.ok) return read.scenario;
  for (const why of read.problems) {
    if (json) printJson({ error: { ...errorJson(why), line: why.line, column: why.column } });
    note(`${file}:${why.line}:${why.column}: ${englishLine(why)}`);
  }
  process.exitCode = exit.couldNotTry;
  return null;
}

async function sandbox(options: SandboxOptions): Promise<void> {
  const yaml = createYamlReader({ workerUrl: sourceWorkers.yaml });
  try {
    await runSandbox(options, yaml);
  } finally {
    await yaml.stop();
  }
}

async function runSandbox(options: SandboxOptions, yaml: YamlReader): Promise<void> {
  const json = options.json === true;
  const scenario =
    options.scenario === undefined ? undefined : await scenarioOf(options.scenario, yaml, json);
  if (scenario === null) return;
  const started = await startSandbox({
    port: options.port,
    ...(options.username === undefined ? {} : { username: options.username }),
    ...(options.password === undefined ? {} : { password: options.password }),
    seed: options.seed ?? 1,
    speed: options.speed ?? 1,
    dataDir: options.data ?? null,
    readScenario: yaml.scenario,
    log: note,
  });
  if (!started.ok) return refuse(started.problem, json);
  if (scenario !== undefined) await started.value.panel.setScenario(scenario);
  const { baseUrl, controlUrl } = started.value;
  // The control API's base address is the HTML page of received messages.
  printJson({ ready: true, base_url: baseUrl, control_url: controlUrl, page_url: controlUrl });
  await new Promise<void>((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
    whenNpmIsGone(resolve);
  });
  await started.value.stop();
}
