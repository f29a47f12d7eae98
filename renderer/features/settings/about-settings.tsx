import { useDeck } from '../../lib/deck.tsx';
import { useLanguage } from '../../lib/language.tsx';
import { useMinutes } from '../../lib/now.ts';
import { CopyButton } from '../../lib/ui/copy-button.tsx';
import { ProblemMessage } from '../../lib/ui/problem-text.tsx';
import classes from '../../lib/ui/settings.module.css';

export function AboutSettings() {
  const { words, format } = useLanguage();
  const texts = words.settings.about;
  const info = useDeck((state) => state.console.info);
  const secrets = useDeck((state) => state.console.overview?.secrets);
  const port = useDeck((state) => state.console.overview?.callbacks.port);
  const now = useMinutes();
  if (!info) return null;
  return (
    <dl className={classes.facts}>
      <dt>{texts.version}</dt>
      <dd>
        {words.app} {info.version}
      </dd>
      <dt>{texts.shell}</dt>
      <dd>{texts.shells[info.shell]}</dd>
      <dt>{texts.started}</dt>
      <dd>{format.when(info.startedAt, now)}</dd>
      <dt>{texts.data}</dt>
      <dd className={classes.address}>
        <span className="mono">{info.dataFolder}</span>
        <CopyButton value={info.dataFolder} label={words.common.copy} />
      </dd>
      {secrets && (
        <>
          <dt>{texts.secrets}</dt>
          <dd>
            {texts.secretKinds[secrets.kind]}
            {secrets.warning !== null && (
              <p className={classes.warn}>
                <ProblemMessage problem={secrets.warning} />
              </p>
            )}
          </dd>
        </>
      )}
      {port !== undefined && (
        <>
          <dt>{texts.callbackPort}</dt>
          <dd className="tnum">{port}</dd>
        </>
      )}
      <dt>{texts.license}</dt>
      <dd>{texts.mit}</dd>
    </dl>
  );
}
