import { Modal } from '@mantine/core';
import { useWords } from '../../lib/language.tsx';
import { useFocusBack } from '../../lib/ui/use-focus-back.ts';
import { ConnectForm } from './connect-form.tsx';

export function ConnectDialog({ onClose }: { onClose: () => void }) {
  useFocusBack();
  const words = useWords();
  return (
    <Modal
      opened
      size={620}
      onClose={onClose}
      title={words.welcome.form.title}
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': words.common.close }}
    >
      <ConnectForm onDone={onClose} />
    </Modal>
  );
}
