/** The texts of Mantine's own controls in the window's language: names of buttons, signs of numbers. */
import {
  CloseButton,
  type MantineThemeOverride,
  type ModalProps,
  Notification,
  type NumberInputProps,
  type PasswordInputProps,
} from '@mantine/core';
import { defaultsOf } from './defaults-of-controls.ts';
import type { Language } from './language.tsx';

export function namesOfControls({ words: { common }, format }: Language): MantineThemeOverride {
  const close = { 'aria-label': common.close };
  return {
    components: {
      CloseButton: CloseButton.extend({ defaultProps: close }),
      Modal: defaultsOf<ModalProps>({ closeButtonProps: close }),
      Notification: Notification.extend({ defaultProps: { closeButtonProps: close } }),
      NumberInput: defaultsOf<NumberInputProps>(format.separators),
      PasswordInput: defaultsOf<PasswordInputProps>({
        visibilityToggleButtonProps: { 'aria-label': common.showPassword },
      }),
    },
  };
}
