import { type ReactNode, useEffect } from 'react';
import { useActions } from '../../lib/deck.tsx';
import { useWords } from '../../lib/language.tsx';
import { type SettingsSection, settingsSections } from '../../lib/route.ts';
import { PaneBar, PaneTitle } from '../../lib/ui/pane.tsx';
import { Sections } from '../../lib/ui/sections.tsx';
import classes from '../../lib/ui/settings.module.css';
import { AccountSettings } from '../accounts/account-settings.tsx';
import { DataSettings } from '../backups/data-settings.tsx';
import { DoctorSettings } from '../doctor/doctor-settings.tsx';
import { PrivacySettings } from '../privacy/privacy-settings.tsx';
import { CallbackSettings } from '../reports/callback-settings.tsx';
import { AboutSettings } from './about-settings.tsx';
import { AppearanceSettings } from './appearance-settings.tsx';
import { SendingSettings } from './sending-settings.tsx';

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
