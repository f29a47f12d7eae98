// Preloaded by cli.bench.ts: writes the processor time of the process, with all of its threads, when it ends.
const { writeFileSync } = require('node:fs');

const { isMainThread } = require('node:worker_threads');

if (isMainThread)
  process.on('exit', () => writeFileSync(process.env.PROCESSOR_REPORT, JSON.stringify(process.cpuUsage())));
