/** A pane: a title bar of 48 px, and its scrollable content. */
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

/** A small label above its value. */
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
