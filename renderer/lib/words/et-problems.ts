/** The texts of problems in Estonian, by area. */
import accounts from '../../../shared/locales/et/problems/accounts.json' with { type: 'json' };
import backups from '../../../shared/locales/et/problems/backups.json' with { type: 'json' };
import cli from '../../../shared/locales/et/problems/cli.json' with { type: 'json' };
import compose from '../../../shared/locales/et/problems/compose.json' with { type: 'json' };
import database from '../../../shared/locales/et/problems/database.json' with { type: 'json' };
import doctor from '../../../shared/locales/et/problems/doctor.json' with { type: 'json' };
import engine from '../../../shared/locales/et/problems/engine.json' with { type: 'json' };
import inbound from '../../../shared/locales/et/problems/inbound.json' with { type: 'json' };
import messages from '../../../shared/locales/et/problems/messages.json' with { type: 'json' };
import messaging from '../../../shared/locales/et/problems/messaging.json' with { type: 'json' };
import messente from '../../../shared/locales/et/problems/messente.json' with { type: 'json' };
import plans from '../../../shared/locales/et/problems/plans.json' with { type: 'json' };
import privacy from '../../../shared/locales/et/problems/privacy.json' with { type: 'json' };
import reports from '../../../shared/locales/et/problems/reports.json' with { type: 'json' };
import runs from '../../../shared/locales/et/problems/runs.json' with { type: 'json' };
import sandbox from '../../../shared/locales/et/problems/sandbox.json' with { type: 'json' };
import settings from '../../../shared/locales/et/problems/settings.json' with { type: 'json' };
import simulator from '../../../shared/locales/et/problems/simulator.json' with { type: 'json' };
import window from '../../../shared/locales/et/problems/window.json' with { type: 'json' };
import type { ProblemCatalogue } from '../../../shared/problems/problem-text.ts';

export const etProblems: ProblemCatalogue = {
  accounts,
  backups,
  cli,
  compose,
  database,
  doctor,
  engine,
  inbound,
  messages,
  messaging,
  messente,
  plans,
  privacy,
  reports,
  runs,
  sandbox,
  settings,
  simulator,
  window,
};
