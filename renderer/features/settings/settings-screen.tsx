import { useEffect } from 'react';
import { useActions } from '../../lib/deck.tsx';
import { useWords } from '../../lib/language.tsx';
import { type SettingsSection, settingsSections } from '../../lib/route.ts';
import { PaneBar, PaneTitle } from '../../lib/ui/pane.tsx';
import { Sections } from '../../lib/ui/sections.tsx';
import classes from '../../lib/ui/settings.module.css';
import { AccountSettings } from '../accounts/index.ts';
import { DataSettings } from '../backups/index.ts';
import { DoctorSettings } from '../doctor/index.ts';
import { AuditLog } from '../journal/index.ts';
import { PrivacySettings } from '../privacy/index.ts';
import { ReportSettings } from '../reports/index.ts';
import { AboutSettings } from './about-settings.tsx';
import { AppearanceSettings } from './appearance-settings.tsx';
import { SendingSettings } from './sending-settings.tsx';

function Section({ section }: { section: SettingsSection }) {
  switch (section) {
    case 'accounts':
      return <AccountSettings />;
    case 'sending':
      return <SendingSettings />;
    case 'reports':
      return <ReportSettings />;
    case 'data':
      return <DataSettings />;
    case 'privacy':
      return <PrivacySettings />;
    case 'audit':
      return <AuditLog />;
    case 'appearance':
      return <AppearanceSettings />;
    case 'doctor':
      return <DoctorSettings />;
    case 'about':
      return <AboutSettings />;
  }
}

export function SettingsScreen({ section }: { section: SettingsSection }) {
  const words = useWords().settings;
  const { console } = useActions();
  useEffect(() => {
    void console.loadSettings();
  }, [console]);
  return (
    <section className={classes.screen}>
      <PaneBar>
        <PaneTitle>{words.title}</PaneTitle>
      </PaneBar>
      <Sections
        label={words.title}
        names={settingsSections}
        current={section}
        routeOf={(one) => ({ screen: 'settings', section: one })}
        titleOf={words.sections}
      >
        <Section key={section} section={section} />
      </Sections>
    </section>
  );
}
