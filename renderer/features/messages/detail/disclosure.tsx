import { UnstyledButton } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { type ReactNode, useId } from 'react';
import { useWords } from '../../../lib/language.tsx';
import { CopyButton } from '../../../lib/ui/copy-button.tsx';
import classes from './detail.module.css';
import { laidOut, withoutToken } from './request-shown.ts';

/** A button that expands its content. */
export function Disclosure(props: {
  label: string;
  opened: boolean;
  onToggle: () => void;
  children: ReactNode;
}) {
  const { label, opened, onToggle, children } = props;
  const id = useId();
  return (
    <div className={classes.disclosure}>
      <UnstyledButton
        className={classes.discloser ?? ''}
        aria-expanded={opened}
        aria-controls={opened ? id : undefined}
        onClick={onToggle}
      >
        <span className={classes.chevron}>
          <IconChevronRight size={14} stroke={1.6} aria-hidden />
        </span>
        {label}
      </UnstyledButton>
      {opened && (
        <div id={id} className={classes.bodies}>
          {children}
        </div>
      )}
    </div>
  );
}

/** A request or answer body as transferred, formatted, with a copy button. */
export function Body({ label, text }: { label: string; text: string }) {
  const words = useWords().common;
  const shown = withoutToken(laidOut(text));
  return (
    <div className={classes.body}>
      <div className={classes.bodyHead}>
        <span className={classes.faint}>{label}</span>
        <CopyButton value={shown} label={`${words.copy}: ${label}`} />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <section tabIndex={0} aria-label={label}>
        <pre className="mono">{shown}</pre>
      </section>
    </div>
  );
}
