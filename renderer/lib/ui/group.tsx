import type { ReactNode } from 'react';
import classes from './settings.module.css';

/** A heading with a description above its controls. */
export function Group({ title, text, children }: { title: string; text?: string; children: ReactNode }) {
  return (
    <section className={classes.group} aria-label={title}>
      <h3 className={classes.groupTitle}>{title}</h3>
      {text !== undefined && <p className={classes.groupText}>{text}</p>}
      <div className={classes.groupBody}>{children}</div>
    </section>
  );
}
