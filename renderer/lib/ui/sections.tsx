import type { ReactNode } from 'react';
import { useActions } from '../deck.tsx';
import { formatRoute, type Route } from '../route.ts';
import classes from './sections.module.css';

/**
 * A screen with several parts: their names at the left (on top if it is narrow), the current one beside them.
 * @param wide for parts with tables
 */
export function Sections<Name extends string>({
  label,
  names,
  current,
  routeOf,
  titleOf,
  wide = false,
  children,
}: {
  label: string;
  names: readonly Name[];
  current: Name;
  routeOf: (name: Name) => Route;
  titleOf: Readonly<Record<Name, string>>;
  wide?: boolean;
  children: ReactNode;
}) {
  const { frame } = useActions();
  return (
    <div className={classes.around}>
      <div className={classes.columns} data-wide={wide}>
        <nav className={classes.sections} aria-label={label}>
          {names.map((one) => (
            <a
              key={one}
              className={classes.section}
              href={formatRoute(routeOf(one))}
              aria-current={one === current ? 'page' : undefined}
              onClick={(event) => {
                event.preventDefault();
                frame.go(routeOf(one));
              }}
            >
              {titleOf[one]}
            </a>
          ))}
        </nav>
        <div className={classes.content}>
          <h2 className={classes.title}>{titleOf[current]}</h2>
          {children}
        </div>
      </div>
    </div>
  );
}
