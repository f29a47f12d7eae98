/** A pane: a bar 48 high with its title, and what scrolls under it. */
import type { ReactNode } from 'react';
import classes from './pane.module.css';

export function PaneBar({ children }: { children: ReactNode }) {
  return <header className={classes.bar}>{children}</header>;
}

export function PaneTitle({ children }: { children: ReactNode }) {
  return <h1 className={classes.title}>{children}</h1>;
}

export function Grow() {
  return <span className={classes.grow} />;
}

/** A fact: a small label over its value. */
export function Fact({
  label,
  children,
  className = '',
}: {
  label: string;
  children: ReactNode;
  className?: string | undefined;
}) {
  return (
    <div className={`${classes.fact} ${className}`}>
      <dt className={classes.label}>{label}</dt>
      <dd className={classes.value}>{children}</dd>
    </div>
  );
}
