import { type ReactNode, useEffect } from 'react';
import { useActions } from '../app/deck.tsx';
import { useWords } from '../app/language.tsx';
import { type SettingsSection, settingsSections } from '../app/route.ts';
import { AccountSettings } from '../features/accounts/account-settings.tsx';
import { DataSettings } from '../features/backups/data-settings.tsx';
import { DoctorSettings } from '../features/doctor/doctor-settings.tsx';
import { PrivacySettings } from '../features/privacy/privacy-settings.tsx';
import { CallbackSettings } from '../features/reports/callback-settings.tsx';
import { PaneBar, PaneTitle } from '../ui/pane.tsx';
import { Sections } from '../ui/sections.tsx';
import { AboutSettings } from './about-settings.tsx';
import { AppearanceSettings } from './appearance-settings.tsx';
import { SendingSettings } from './sending-settings.tsx';
import classes from './settings.module.css';

function Section({ section }: { section: SettingsSection }) {
  switch (section) {
    case 'accounts':
      return <AccountSettings />;
    case 'sending':
      return <SendingSettings />;
    case 'callbacks':
      return <CallbackSettings />;
    case 'data':
      return <DataSettings />;
    case 'privacy':
      return <PrivacySettings />;
    case 'appearance':
      return <AppearanceSettings />;
    case 'doctor':
      return <DoctorSettings />;
    case 'about':
      return <AboutSettings />;
  }
}

/** A heading with what it is about, over its controls. */
export function Group({ title, text, children }: { title: string; text?: string; children: ReactNode }) {
  return (
    <section className={classes.group} aria-label={title}>
      <h3 className={classes.groupTitle}>{title}</h3>
      {text !== undefined && <p className={classes.groupText}>{text}</p>}
      <div className={classes.groupBody}>{children}</div>
    </section>
  );
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
