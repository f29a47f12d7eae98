/** An empty screen, which says what will be here and offers the first step. */
import type { ReactNode } from 'react';
import classes from './empty-state.module.css';

export function EmptyState({
  icon,
  title,
  text,
  children,
}: {
  icon?: ReactNode;
  title: string;
  text: string;
  children?: ReactNode;
}) {
  return (
    <div className={classes.empty}>
      {icon && <div className={classes.icon}>{icon}</div>}
      <h2 className={classes.title}>{title}</h2>
      <p className={classes.text}>{text}</p>
      {children && <div className={classes.action}>{children}</div>}
    </div>
  );
}
