/** Actions on test runs that are available everywhere. */
import { IconTestPipe } from '@tabler/icons-react';
import { type Action, screenAction } from '../../lib/action.ts';

export const goToRuns: Action = {
  id: 'runs.go',
  label: (words) => words.frame.testRuns.title,
  icon: IconTestPipe,
  keys: ['mod+3'],
  sheet: 'everywhere',
  palette: 'go',
  isEnabled: () => true,
  run: ({ actions }) => actions.frame.go({ screen: 'runs', id: null }),
};

const newRun: Action = {
  id: 'runs.new',
  label: ({ frame }) => `${frame.testRuns.title}: ${frame.testRuns.new}`,
  icon: IconTestPipe,
  keys: [],
  palette: 'go',
  isEnabled: () => true,
  run: ({ actions }) => actions.frame.go({ screen: 'runs', id: 'new' }),
};

export const closeCell = screenAction({
  id: 'runs.close-cell',
  label: (words) => words.shortcuts.items.leave,
  keys: ['esc'],
  sheet: 'lists',
});

export const actionsForRuns: readonly Action[] = [goToRuns, newRun, closeCell];
