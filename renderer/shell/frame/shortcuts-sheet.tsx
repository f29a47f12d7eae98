import { Modal } from '@mantine/core';
import { useActions } from '../../lib/deck.tsx';
import { useWords } from '../../lib/language.tsx';
import { Keys } from '../../lib/ui/keys.tsx';
import { useFocusBack } from '../../lib/ui/use-focus-back.ts';
import classes from './shortcuts-sheet.module.css';

type Line = readonly [keys: readonly string[], text: string];

function Group({ title, lines }: { title: string; lines: readonly Line[] }) {
  return (
    <section>
      <h3 className={classes.title}>{title}</h3>
      <dl>
        {lines.map(([keys, text]) => (
          <div key={text} className={classes.line}>
            <dt>{text}</dt>
            <dd className={classes.keys}>
              {keys.map((each) => (
                <Keys key={each} keys={each} heard />
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

export function ShortcutsSheet() {
  useFocusBack();
  const words = useWords();
  const { frame } = useActions();
  const { items, ...titles } = words.shortcuts;
  return (
    <Modal
      opened
      onClose={() => frame.showShortcuts(false)}
      title={titles.title}
      size={640}
      closeButtonProps={{ 'aria-label': words.common.close }}
    >
      <div className={classes.columns}>
        <Group
          title={titles.everywhere}
          lines={[
            [['mod+K'], items.palette],
            [['mod+N', 'N'], items.compose],
            [['/'], items.search],
            [['mod+1', 'mod+2', 'mod+3', 'mod+4', 'mod+,'], items.screens],
            [['?'], items.sheet],
            [['mod+plus', 'mod+minus', 'mod+0'], items.zoom],
          ]}
        />
        <Group
          title={titles.lists}
          lines={[
            [['up', 'down'], items.walk],
            [['Home', 'End'], items.ends],
            [['F'], words.history.shortcuts.filter],
            [['Space'], words.history.shortcuts.choose],
            [['shift+up', 'shift+down'], words.history.shortcuts.range],
            [['mod+A'], words.history.shortcuts.all],
            [['esc'], items.leave],
          ]}
        />
        <Group
          title={titles.message}
          lines={[
            [['R'], items.resend],
            [['B'], items.raw],
            [['C'], items.copyId],
            [['T'], words.history.shortcuts.tag],
            [['M'], words.history.shortcuts.note],
            [['E'], words.history.shortcuts.edit],
            [['mod+Z'], words.history.shortcuts.undo],
          ]}
        />
        <Group
          title={titles.callbacks}
          lines={[
            [['R'], words.callbacks.replay.button],
            [['C'], items.copyCurl],
            [['esc'], items.leave],
          ]}
        />
        <Group
          title={titles.compose}
          lines={[
            [['mod+enter'], items.send],
            [['alt+up', 'alt+down'], items.reorder],
            [['mod+shift+A'], items.add],
          ]}
        />
      </div>
    </Modal>
  );
}
