/** Actions on delivery reports. */
import { IconPlayerTrackNext, IconRefresh, IconTerminal2, IconWebhook } from '@tabler/icons-react';
import { type Action, screenAction } from '../../lib/action.ts';
import { hasAccount } from '../../lib/console-slice.ts';

export const goToReports: Action = {
  id: 'reports.go',
  label: (words) => words.frame.reports,
  icon: IconWebhook,
  keys: ['mod+2'],
  sheet: 'everywhere',
  palette: 'go',
  isEnabled: () => true,
  run: ({ actions }) => actions.frame.go({ screen: 'reports', id: null, messageId: null }),
};

const checkAddress: Action = {
  id: 'reports.check-address',
  label: (words) => words.palette.probe,
  icon: IconRefresh,
  keys: [],
  palette: 'do',
  isEnabled: ({ store }) => hasAccount(store.getState()),
  run: ({ actions }) => void actions.accounts.probeTunnel(),
};

export const walkReports = screenAction({
  id: 'reports.walk',
  label: (words) => words.shortcuts.items.walk,
  keys: ['up', 'down'],
  sheet: 'reports',
});

export const replayReport = screenAction({
  id: 'report.replay',
  label: (words) => words.shortcuts.items.replay,
  icon: IconPlayerTrackNext,
  keys: ['R'],
  sheet: 'reports',
  palette: 'here',
});

export const copyReport = screenAction({
  id: 'report.copy',
  label: (words) => words.shortcuts.items.copyCurl,
  icon: IconTerminal2,
  keys: ['C'],
  sheet: 'reports',
  palette: 'here',
});

export const leaveReport = screenAction({
  id: 'report.leave',
  label: (words) => words.shortcuts.items.leave,
  keys: ['esc'],
  sheet: 'reports',
});

export const actionsForReports: readonly Action[] = [
  goToReports,
  checkAddress,
  walkReports,
  replayReport,
  copyReport,
  leaveReport,
];
