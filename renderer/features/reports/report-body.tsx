import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import type { ReportDetail } from '../../../shared/contract/reports.ts';
import { formatJson, hexLines, tokensOf } from './body-lines.ts';
import { useReportsLanguage } from './language.ts';
import classes from './reports.module.css';

type View = 'formatted' | 'raw' | 'hex' | 'headers';
const views: readonly View[] = ['formatted', 'raw', 'hex', 'headers'];

/**
 * The maximum number of lines, so that a body of 64 KiB of line breaks does not block the window; 64 KiB are
 * 4,096 lines of 16 bytes.
 */
const mostLines = 4096;

function Lines({ lines, coloured }: { lines: readonly string[]; coloured: boolean }) {
  return (
    <ol className={`${classes.lines} mono`}>
      {lines.slice(0, mostLines).map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines of a fixed text are what their number is
        <li key={index}>
          <span>
            {coloured
              ? tokensOf(line).map((token, at) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: as above
                  <span key={at} className={classes[`token-${token.kind}`]}>
                    {token.text}
                  </span>
                ))
              : line}
          </span>
        </li>
      ))}
    </ol>
  );
}

function Shown({ report, view }: { report: ReportDetail; view: View }) {
  const words = useReportsLanguage().words.reports.detail;
  if (view === 'headers') {
    return <Lines coloured={false} lines={report.headers.map(([name, value]) => `${name}: ${value}`)} />;
  }
  if (report.bytes === 0) return <p className={classes.bodyNote}>{words.emptyBody}</p>;
  if (report.bodyText === null || view === 'hex') {
    return (
      <>
        {view !== 'hex' && <p className={classes.bodyNote}>{words.notText}</p>}
        <Lines coloured={false} lines={hexLines(report.bodyBase64)} />
      </>
    );
  }
  const formatted = view === 'formatted' ? formatJson(report.bodyText) : null;
  if (formatted !== null) return <Lines coloured lines={formatted.split('\n')} />;
  return (
    <>
      {view === 'formatted' && <p className={classes.bodyNote}>{words.notJson}</p>}
      <pre className={`${classes.raw} mono`}>{report.bodyText}</pre>
    </>
  );
}

export function ReportBody({ report }: { report: ReportDetail }) {
  const words = useReportsLanguage().words.reports.detail;
  const [view, setView] = useState<View>('formatted');
  return (
    <div className={classes.body}>
      <div className={classes.bodyBar}>
        <h3>{words.body}</h3>
        <span className={classes.faint}>{words.bytes(report.bytes)}</span>
        <SegmentedControl
          size="xs"
          ml="auto"
          aria-label={words.views}
          value={view}
          onChange={(value) => setView(views.find((one) => one === value) ?? 'formatted')}
          data={views.map((value) => ({ value, label: words[value] }))}
        />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className={classes.code} tabIndex={0} aria-label={words[view]}>
        <Shown report={report} view={view} />
      </section>
    </div>
  );
}
