import { UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconChevronRight } from '@tabler/icons-react';
import { useId } from 'react';
import type { MessageDetail } from '../../../shared/contract/schemas.ts';
import { useWords } from '../../app/language.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import classes from './detail.module.css';
import { laidOut, withoutToken } from './request-shown.ts';

type Attempt = MessageDetail['attempts'][number];

function Body({ label, text }: { label: string; text: string }) {
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

/** What one try sent, and what came back. */
export function RequestDisclosure({ attempt, several }: { attempt: Attempt; several: boolean }) {
  const words = useWords().history.detail;
  const [opened, { toggle }] = useDisclosure(false);
  const id = useId();
  return (
    <div className={classes.disclosure}>
      <UnstyledButton
        className={classes.discloser ?? ''}
        aria-expanded={opened}
        aria-controls={opened ? id : undefined}
        onClick={toggle}
      >
        <span className={classes.chevron}>
          <IconChevronRight size={14} stroke={1.6} aria-hidden />
        </span>
        {several ? words.requestOf(attempt.number) : words.request}
      </UnstyledButton>
      {opened && (
        <div id={id} className={classes.bodies}>
          <Body label={words.sent} text={attempt.request} />
          {attempt.response === null || attempt.response === '' ? (
            <p className={classes.faint}>{words.noAnswer}</p>
          ) : (
            <Body label={words.got} text={attempt.response} />
          )}
          {attempt.request.includes('/dlr/') && <p className={classes.faint}>{words.hidden}</p>}
        </div>
      )}
    </div>
  );
}
