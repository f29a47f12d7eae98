/** The names that Mantine's controls give their own buttons, in the window's language. */
import { CloseButton, type MantineThemeOverride, Modal, Notification, PasswordInput } from '@mantine/core';
import type { Words } from './words/words.ts';

export function namesOfControls({ common }: Words): MantineThemeOverride {
  const close = { 'aria-label': common.close };
  return {
    components: {
      CloseButton: CloseButton.extend({ defaultProps: close }),
      Modal: Modal.extend({ defaultProps: { closeButtonProps: close } }),
      Notification: Notification.extend({ defaultProps: { closeButtonProps: close } }),
      PasswordInput: PasswordInput.extend({
        defaultProps: { visibilityToggleButtonProps: { 'aria-label': common.showPassword } },
      }),
    },
  };
}
