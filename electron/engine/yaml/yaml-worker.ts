/** The thread that reads users' YAML files, one after the other, as yaml-reader.ts asks. */
import { parentPort } from 'node:worker_threads';
import { errorMessage } from '../../../shared/error-message.ts';
import { readPlan } from '../../../shared/plans/read-plan.ts';
import { readScenario } from '../../../shared/sandbox/scenario.ts';
import { countryByCode } from '../sandbox/price-list.ts';
import type { FromYamlWorker, YamlTask } from './yaml-messages.ts';

if (!parentPort) throw new Error('yaml-worker runs as a worker only');
const port = parentPort;

port.on('message', (task: YamlTask) => port.postMessage(answerTo(task)));
port.postMessage({ kind: 'ready' } satisfies FromYamlWorker);

function answerTo(task: YamlTask): FromYamlWorker {
  try {
    return task.kind === 'plan'
      ? { kind: 'plan', read: readPlan(task.text, task.nowAt) }
      : { kind: 'scenario', read: readScenario(task.text, (code) => countryByCode(code) !== null) };
  } catch (error) {
    return { kind: 'failed', message: errorMessage(error) };
  }
}
