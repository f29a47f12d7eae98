import type { ReactNode } from 'react';
import classes from './sandbox.module.css';

/** A heading with a description above its controls. */
export function Part({ title, text, children }: { title: string; text?: string; children: ReactNode }) {
  return (
    <section className={classes.part} aria-label={title}>
      <h3 className={classes.partTitle}>{title}</h3>
      {text !== undefined && <p className={classes.partText}>{text}</p>}
      {children}
    </section>
  );
}
