import { Button } from '@mantine/core';
import { useState } from 'react';
import type { SandboxState } from '../../../shared/contract/sandbox.ts';
import { useActions } from '../../lib/deck.tsx';
import { CopyButton } from '../../lib/ui/copy-button.tsx';
import { QuestionDialog } from '../../lib/ui/question-dialog.tsx';
import { showResult } from '../../lib/ui/show-result.ts';
import { useSandboxLanguage } from './language.ts';
import { Part } from './part.tsx';
import classes from './sandbox.module.css';
import { SeedForm } from './seed-form.tsx';

/** The built-in sandbox's credentials, which are not secret; see docs/sandbox.md. */
const credentials = 'demo:demo';

function ResetDialog({ now, onClose }: { now: SandboxState; onClose: () => void }) {
  const texts = useSandboxLanguage().words.sandbox.programs;
  const { sandbox } = useActions();
  return (
    <QuestionDialog
      title={texts.resetTitle}
      go={texts.resetDo}
      onClose={onClose}
      onGo={async () => {
        onClose();
        showResult(await sandbox.reset(), texts.resetDone);
      }}
    >
      <p>{texts.resetForgets(now.counts.messages, now.counts.inbound)}</p>
      <p>{texts.resetKeeps}</p>
    </QuestionDialog>
  );
}

function curlOf(baseUrl: string, text: string): string {
  const body = { to: '+37255501400', messages: [{ channel: 'sms', text }] };
  return `curl -u ${credentials} ${baseUrl}/omnimessage -H 'content-type: application/json' -d '${JSON.stringify(body)}'`;
}

/** The seed, information for other programs, and the reset. */
export function ProgramsSection({ now }: { now: SandboxState }) {
  const texts = useSandboxLanguage().words.sandbox.programs;
  const [asking, setAsking] = useState(false);
  const curl = curlOf(now.baseUrl, texts.curlText);
  const facts = [
    [texts.baseUrl, now.baseUrl],
    [texts.controlUrl, now.controlUrl],
    [texts.credentials, credentials],
    [texts.curl, curl],
  ] as const;
  return (
    <>
      <Part title={texts.seed} text={texts.seedText}>
        <SeedForm key={now.seed} seed={now.seed} />
      </Part>
      <Part title={texts.addresses}>
        <dl className={classes.facts}>
          {facts.map(([label, value]) => (
            <div key={label} className={classes.fact}>
              <dt>{label}</dt>
              <dd>
                <span className="mono">{value}</span>
                <CopyButton value={value} label={texts.copyOf(label)} />
              </dd>
            </div>
          ))}
        </dl>
      </Part>
      <Part title={texts.reset} text={texts.resetText}>
        <div>
          <Button variant="default" color="bad" onClick={() => setAsking(true)}>
            {texts.resetButton}
          </Button>
        </div>
      </Part>
      {asking && <ResetDialog now={now} onClose={() => setAsking(false)} />}
    </>
  );
}
