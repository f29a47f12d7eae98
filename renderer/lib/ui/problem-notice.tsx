/** A problem: what happened, what it means and what to do next; the only tinted part of a pane. */
import { IconAlertTriangleFilled, IconCircleXFilled } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { ProblemView } from '../../../shared/contract/common.ts';
import { useWords } from '../language.tsx';
import classes from './problem-notice.module.css';
import { useProblemText } from './problem-text.tsx';

type NoticeProps = {
  tone?: 'warn' | 'bad';
  title: ReactNode;
  children?: ReactNode;
  role?: 'alert' | 'status';
};

export function Notice({ tone = 'bad', title, children, role }: NoticeProps) {
  const Icon = tone === 'bad' ? IconCircleXFilled : IconAlertTriangleFilled;
  return (
    <div className={`${classes.notice} ${classes[tone]}`} role={role}>
      <Icon size={16} className={classes.icon ?? ''} aria-hidden />
      <div className={classes.body}>
        <p className={classes.title}>{title}</p>
        {children}
      </div>
    </div>
  );
}

type ProblemNoticeProps = {
  problem: ProblemView;
  tone?: 'warn' | 'bad';
  alert?: boolean;
  children?: ReactNode;
};

export function ProblemNotice({ problem, tone = 'bad', alert = false, children }: ProblemNoticeProps) {
  const words = useWords();
  const text = useProblemText()(problem);
  const details = [problem.httpStatus ? `HTTP ${problem.httpStatus}` : null, problem.apiCode, problem.detail]
    .filter((part) => part !== null && part !== undefined && part !== '')
    .join(' · ');
  return (
    <Notice tone={tone} title={text.message} role={alert ? 'alert' : 'status'}>
      <p className={classes.hint}>{text.hint}</p>
      {details !== '' && (
        <p className={classes.details}>
          {words.common.details}: <span className="mono">{details}</span>
        </p>
      )}
      {children}
    </Notice>
  );
}
