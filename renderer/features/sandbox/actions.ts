/** Actions that open the parts of the sandbox panel. */
import { IconFlask } from '@tabler/icons-react';
import type { Action } from '../../lib/action.ts';
import { type SandboxSection, sandboxSections } from '../../lib/route.ts';

const goTo = (section: SandboxSection): Action => ({
  id: `sandbox.go.${section}`,
  label: ({ frame }) => `${frame.sandboxPanel.title}: ${frame.sandboxPanel.sections[section]}`,
  icon: IconFlask,
  keys: [],
  palette: 'go',
  isEnabled: () => true,
  run: ({ actions }) => actions.frame.go({ screen: 'sandbox', section }),
});

export const goToSandbox: Action = {
  ...goTo('weather'),
  label: ({ frame }) => frame.sandboxPanel.title,
  keys: ['mod+4'],
  sheet: 'everywhere',
};

export const actionsForSandbox: readonly Action[] = [
  goToSandbox,
  ...sandboxSections.map((section) => ({ ...goTo(section), id: `sandbox.part.${section}` })),
];
