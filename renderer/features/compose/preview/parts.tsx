/** Parts that several channels' previews share. */
import type { ReactNode } from 'react';
import { useFormsWords } from '../forms/language.ts';
import classes from './preview.module.css';
import { styledPieces } from './styled-pieces.ts';

/** A text with its links highlighted, as phones do. */
export function Linked({ text }: { text: string }) {
  const pieces = text.split(/(https?:\/\/[^\s<>"]+)/u);
  let at = 0;
  return pieces.map((piece, index) => {
    at += piece.length;
    return index % 2 === 1 ? (
      <span key={at} className={classes.link}>
        {piece}
      </span>
    ) : (
      piece
    );
  });
}

const tags = { '*': 'strong', _: 'em', '~': 's' } as const;

/** `*bold*`, `_italic_` and `~struck~`, as WhatsApp shows them. */
export function Styled({ text }: { text: string }): ReactNode {
  let at = 0;
  return styledPieces(text).map((piece) => {
    at += 1;
    if (typeof piece === 'string') return <Linked key={at} text={piece} />;
    const Tag = tags[piece.mark];
    return (
      <Tag key={at}>
        <Styled text={piece.inside} />
      </Tag>
    );
  });
}

export function Bubble({ children, flush = false }: { children: ReactNode; flush?: boolean }) {
  return <div className={`${classes.bubble} ${flush ? classes.flush : ''}`}>{children}</div>;
}

export function Nothing() {
  const words = useFormsWords().compose;
  return <p className={classes.nothing}>{words.emptyPreview}</p>;
}

/** Cards in a row that scrolls by pointer and by keyboard. */
export function Cards({ children }: { children: ReactNode }) {
  const words = useFormsWords().forms.preview;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by key
    <section className={classes.cards} aria-label={words.carousel} tabIndex={0}>
      {children}
    </section>
  );
}
