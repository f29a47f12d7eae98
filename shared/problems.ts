/** All areas of problems. */
import { accountsProblem } from './problems/accounts.ts';
import { backupsProblem } from './problems/backups.ts';
import { cliProblem } from './problems/cli.ts';
import { composeProblem } from './problems/compose.ts';
import { databaseProblem } from './problems/database.ts';
import { doctorProblem } from './problems/doctor.ts';
import { engineProblem } from './problems/engine.ts';
import { inboundProblem } from './problems/inbound.ts';
import { messagesProblem } from './problems/messages.ts';
import { messagingProblem } from './problems/messaging.ts';
import { messenteProblem } from './problems/messente.ts';
import { plansProblem } from './problems/plans.ts';
import { privacyProblem } from './problems/privacy.ts';
import { reportsProblem } from './problems/reports.ts';
import { runsProblem } from './problems/runs.ts';
import { sandboxProblem } from './problems/sandbox.ts';
import { settingsProblem } from './problems/settings.ts';
import { simulatorProblem } from './problems/simulator.ts';
import { windowProblem } from './problems/window.ts';

export const problemAreas = {
  accounts: accountsProblem,
  backups: backupsProblem,
  cli: cliProblem,
  compose: composeProblem,
  database: databaseProblem,
  doctor: doctorProblem,
  engine: engineProblem,
  inbound: inboundProblem,
  messages: messagesProblem,
  messaging: messagingProblem,
  messente: messenteProblem,
  plans: plansProblem,
  privacy: privacyProblem,
  reports: reportsProblem,
  runs: runsProblem,
  sandbox: sandboxProblem,
  settings: settingsProblem,
  simulator: simulatorProblem,
  window: windowProblem,
};
