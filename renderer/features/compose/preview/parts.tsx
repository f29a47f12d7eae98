/** Parts that several channels' previews share. */
import type { ReactNode } from 'react';
import { useWords } from '../../../lib/language.tsx';
import classes from './preview.module.css';

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

/** `*bold*`, `_italic_` and `~struck~`, as WhatsApp shows them. */
export function Styled({ text }: { text: string }): ReactNode {
  const found = /(?<![\p{L}\p{N}])([*_~])(?=\S)([^\n]*?\S)\1(?![\p{L}\p{N}])/u.exec(text);
  if (found === null) return <Linked text={text} />;
  const [whole, mark, inside = ''] = found;
  const Tag = mark === '*' ? 'strong' : mark === '_' ? 'em' : 's';
  return (
    <>
      <Linked text={text.slice(0, found.index)} />
      <Tag>
        <Styled text={inside} />
      </Tag>
      <Styled text={text.slice(found.index + whole.length)} />
    </>
  );
}

export function Bubble({ children, flush = false }: { children: ReactNode; flush?: boolean }) {
  return <div className={`${classes.bubble} ${flush ? classes.flush : ''}`}>{children}</div>;
}

export function Nothing() {
  const words = useWords().compose;
  return <p className={classes.nothing}>{words.emptyPreview}</p>;
}

/** Cards in a row that scrolls by pointer and by keyboard. */
export function Cards({ children }: { children: ReactNode }) {
  const words = useWords().forms.preview;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by key
    <section className={classes.cards} aria-label={words.carousel} tabIndex={0}>
      {children}
    </section>
  );
}
