import { useLanguage } from '../../../lib/language.tsx';
import { ProblemNotice } from '../../../lib/ui/problem-notice.tsx';
import { costText, DoNotSendPart, QuietPart, SamePart } from '../../compose/index.ts';
import classes from './resend.module.css';
import type { Resending } from './use-resending.ts';

/** The questions before messages are resent, as before a new send: cost, quiet hours, repeated text. */
export function BeforeResend({ resending }: { resending: Resending }) {
  const language = useLanguage();
  const texts = language.words.sending.before;
  const { found, problem, answers, answer, cost } = resending;
  return (
    <div className={classes.before}>
      {problem && (
        <ProblemNotice problem={problem} alert>
          <p className={classes.quiet}>{texts.asked}</p>
        </ProblemNotice>
      )}
      {cost.people > 0 && (
        <p>
          {texts.cost} <strong className="tnum">{costText(cost, language)}</strong>
        </p>
      )}
      {found && (
        <>
          <QuietPart
            found={found}
            channelOf={(one) => one.channel}
            later={false}
            value={answers.quiet}
            onChange={(quiet) => answer({ quiet })}
          />
          <SamePart found={found} value={answers.same} onChange={(same) => answer({ same })} />
          <DoNotSendPart doNotSend={found.doNotSend} />
        </>
      )}
    </div>
  );
}
