import { Modal } from '@mantine/core';
import { useActions } from '../../lib/deck.tsx';
import { useWords } from '../../lib/language.tsx';
import { useFocusBack } from '../../lib/ui/use-focus-back.ts';
import { ConnectForm } from './connect-form.tsx';

export function ConnectDialog() {
  useFocusBack();
  const words = useWords();
  const { frame } = useActions();
  return (
    <Modal
      opened
      size={620}
      onClose={() => frame.showConnect(false)}
      title={words.welcome.form.title}
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': words.common.close }}
    >
      <ConnectForm onDone={() => frame.showConnect(false)} />
    </Modal>
  );
}
