import { Button } from '@mantine/core';
import { IconFlask } from '@tabler/icons-react';
import type { SandboxState } from '../../../shared/contract/sandbox.ts';
import { useActions, useDeck } from '../../lib/deck.tsx';
import { type SandboxSection, sandboxSections } from '../../lib/route.ts';
import { EmptyState } from '../../lib/ui/empty-state.tsx';
import { PaneBar, PaneTitle } from '../../lib/ui/pane.tsx';
import { ProblemNotice } from '../../lib/ui/problem-notice.tsx';
import { Sections } from '../../lib/ui/sections.tsx';
import { showResult } from '../../lib/ui/show-result.ts';
import { ArrivedSection } from './arrived-section.tsx';
import { useSandboxLanguage } from './language.ts';
import { NumbersSection } from './numbers-section.tsx';
import { PeopleSection } from './people-section.tsx';
import { ProgramsSection } from './programs-section.tsx';
import classes from './sandbox.module.css';
import { ScenariosSection } from './scenarios-section.tsx';
import { useSandboxAccount } from './use-sandbox-account.ts';
import { useSandboxPulse } from './use-sandbox-pulse.ts';
import { WeatherHead } from './weather-head.tsx';
import { WeatherSection } from './weather-section.tsx';

function Section({ section, now }: { section: SandboxSection; now: SandboxState }) {
  switch (section) {
    case 'weather':
      return <WeatherSection now={now} />;
    case 'numbers':
      return <NumbersSection />;
    case 'people':
      return <PeopleSection now={now} />;
    case 'arrived':
      return <ArrivedSection />;
    case 'scenarios':
      return <ScenariosSection now={now} />;
    case 'programs':
      return <ProgramsSection now={now} />;
  }
}

/** If a real account is selected, explains that these settings do not affect it. */
function OnlySandbox() {
  const words = useSandboxLanguage().words.sandbox;
  const { isCurrent, currentName, use } = useSandboxAccount();
  if (isCurrent) return null;
  return (
    <div className={classes.only}>
      <p>{words.onlySandbox(currentName)}</p>
      <Button variant="default" onClick={() => void use()}>
        {words.switchTo}
      </Button>
    </div>
  );
}

function NoSandbox() {
  const words = useSandboxLanguage().words.sandbox.none;
  const { sandbox, console } = useActions();
  const begin = async () => {
    if (showResult(await sandbox.begin())) await console.loadAccounts();
  };
  return (
    <EmptyState icon={<IconFlask size={28} stroke={1.2} />} title={words.title} text={words.text}>
      <Button size="sm" onClick={() => void begin()}>
        {words.begin}
      </Button>
    </EmptyState>
  );
}

function Whole({ section }: { section: SandboxSection }) {
  const words = useSandboxLanguage().words.frame.sandboxPanel;
  const now = useDeck((state) => state.sandbox.now);
  const problem = useDeck((state) => state.sandbox.problem);
  return (
    <>
      {now !== null && <WeatherHead now={now} />}
      <OnlySandbox />
      <Sections
        label={words.title}
        names={sandboxSections}
        current={section}
        routeOf={(one) => ({ screen: 'sandbox', section: one })}
        titleOf={words.sections}
        wide
      >
        {problem !== null && <ProblemNotice problem={problem} />}
        {now !== null && <Section key={section} section={section} now={now} />}
      </Sections>
    </>
  );
}

/** The built-in sandbox: the outcome of messages, simulated replies, and received messages. */
export function SandboxScreen({ section }: { section: SandboxSection }) {
  const words = useSandboxLanguage().words.frame.sandboxPanel;
  const { isThere } = useSandboxAccount();
  useSandboxPulse(3000);
  return (
    <section className={classes.screen} aria-label={words.title}>
      <PaneBar>
        <PaneTitle>{words.title}</PaneTitle>
      </PaneBar>
      {isThere ? <Whole section={section} /> : <NoSandbox />}
    </section>
  );
}
