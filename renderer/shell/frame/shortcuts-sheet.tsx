import { Modal } from '@mantine/core';
import type { Action } from '../../lib/action.ts';
import { useWords } from '../../lib/language.tsx';
import { Keys } from '../../lib/ui/keys.tsx';
import { useFocusBack } from '../../lib/ui/use-focus-back.ts';
import { actions } from '../actions.ts';
import classes from './shortcuts-sheet.module.css';

const groups = ['everywhere', 'lists', 'message', 'answers', 'reports', 'compose'] as const;

function Group({ title, listed }: { title: string; listed: readonly Action[] }) {
  const words = useWords();
  const lines = new Map(listed.map((action) => [`${action.label(words)} ${action.keys.join()}`, action]));
  return (
    <section>
      <h3 className={classes.title}>{title}</h3>
      <dl>
        {[...lines].map(([key, action]) => (
          <div key={key} className={classes.line}>
            <dt>{action.label(words)}</dt>
            <dd className={classes.keys}>
              {action.keys.map((each) => (
                <Keys key={each} keys={each} announced />
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

export function ShortcutsSheet({ onClose }: { onClose: () => void }) {
  useFocusBack();
  const words = useWords();
  const titles = words.shortcuts;
  return (
    <Modal
      opened
      onClose={onClose}
      title={titles.title}
      size={960}
      closeButtonProps={{ 'aria-label': words.common.close }}
    >
      <div className={classes.columns}>
        {groups.map((group) => (
          <Group
            key={group}
            title={titles[group]}
            listed={actions.filter(({ sheet, keys }) => sheet === group && keys.length > 0)}
          />
        ))}
      </div>
    </Modal>
  );
}
