/** The texts of Mantine's own controls in the window's language: names of buttons, signs of numbers. */
import {
  CloseButton,
  type MantineThemeOverride,
  Modal,
  Notification,
  NumberInput,
  PasswordInput,
} from '@mantine/core';
import type { Language } from './language.tsx';

export function namesOfControls({ words: { common }, format }: Language): MantineThemeOverride {
  const close = { 'aria-label': common.close };
  return {
    components: {
      CloseButton: CloseButton.extend({ defaultProps: close }),
      Modal: Modal.extend({ defaultProps: { closeButtonProps: close } }),
      Notification: Notification.extend({ defaultProps: { closeButtonProps: close } }),
      NumberInput: NumberInput.extend({ defaultProps: format.separators }),
      PasswordInput: PasswordInput.extend({
        defaultProps: { visibilityToggleButtonProps: { 'aria-label': common.showPassword } },
      }),
    },
  };
}
