/**
 * Mantine's theme with our tokens (tokens.css): one accent, neutral greys, one radius, small dense controls.
 */
import type {
  CheckboxProps,
  CSSVariablesResolver,
  MantineColorsTuple,
  ModalProps,
  NumberInputProps,
  PasswordInputProps,
  RadioProps,
  SelectProps,
  VariantColorsResolver,
} from '@mantine/core';
import {
  ActionIcon,
  Button,
  createTheme,
  defaultVariantColorsResolver,
  Input,
  Menu,
  Popover,
  TextInput,
  Tooltip,
} from '@mantine/core';
import { defaultsOf } from './defaults-of-controls.ts';

function ten(colour: string): MantineColorsTuple {
  return [colour, colour, colour, colour, colour, colour, colour, colour, colour, colour];
}

/** Mantine's own greys: the light ones from light to dark, the dark ones in reverse. */
const greys: MantineColorsTuple = [
  '#f8f8f7',
  '#f1f1ef',
  '#e7e7e4',
  '#d6d6d2',
  '#8e8e8a',
  '#696966',
  '#575754',
  '#575754',
  '#1b1b1a',
  '#1b1b1a',
];
const darks: MantineColorsTuple = [
  '#ededeb',
  '#adada9',
  '#959591',
  '#6c6c69',
  '#6c6c69',
  '#222222',
  '#191919',
  '#191919',
  '#141414',
  '#131313',
];

/**
 * Our own filled variant: Mantine would put white on the accent and on red, which has too little contrast in
 * the dark theme.
 */
const variants: VariantColorsResolver = (input) => {
  const resolved = defaultVariantColorsResolver(input);
  if (input.variant === 'filled' && (input.color ?? 'accent') === 'accent') {
    return { ...resolved, color: 'var(--on-accent)', hoverColor: 'var(--on-accent)' };
  }
  if (input.variant === 'filled' && input.color === 'bad') {
    return { ...resolved, color: 'var(--bg)', hoverColor: 'var(--bg)' };
  }
  if (input.variant === 'subtle' || input.variant === 'transparent') {
    return {
      background: 'transparent',
      hover: input.variant === 'subtle' ? 'var(--hover)' : 'transparent',
      color: input.color === 'bad' ? 'var(--bad)' : 'var(--fg2)',
      border: '1px solid transparent',
      hoverColor: input.color === 'bad' ? 'var(--bad)' : 'var(--fg)',
    };
  }
  if (input.variant === 'default') {
    return {
      background: 'var(--bg)',
      hover: 'var(--hover)',
      color: input.color === 'bad' ? 'var(--bad)' : 'var(--fg)',
      border: '1px solid var(--line2)',
    };
  }
  return resolved;
};

/**
 * Layers close at once: while one fades out, it still takes the keys, and the next key that the user presses
 * would be lost.
 */
const layerTransition = { duration: 80, exitDuration: 0 };

export const theme = createTheme({
  primaryColor: 'accent',
  primaryShade: 6,
  colors: {
    accent: ten('var(--accent)'),
    bad: ten('var(--bad)'),
    gray: greys,
    dark: darks,
  },
  black: '#1b1b1a',
  white: '#ffffff',
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontFamilyMonospace: "'JetBrains Mono Variable', ui-monospace, monospace",
  defaultRadius: 'sm',
  radius: { xs: '4px', sm: '6px', md: '6px', lg: '12px', xl: '12px' },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  fontSizes: { xs: '12px', sm: '13px', md: '13px', lg: '14px', xl: '16px' },
  lineHeights: { xs: '1.34', sm: '1.54', md: '1.54', lg: '1.6', xl: '1.5' },
  headings: { fontWeight: '600' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  variantColorResolver: variants,
  components: {
    Button: Button.extend({ defaultProps: { size: 'xs' } }),
    ActionIcon: ActionIcon.extend({ defaultProps: { variant: 'subtle', size: 28 } }),
    Tooltip: Tooltip.extend({
      defaultProps: { openDelay: 400, withArrow: false, transitionProps: layerTransition },
    }),
    Menu: Menu.extend({
      defaultProps: { withInitialFocusPlaceholder: false, transitionProps: layerTransition, shadow: 'none' },
    }),
    Popover: Popover.extend({ defaultProps: { transitionProps: layerTransition } }),
    Modal: defaultsOf<ModalProps>({
      transitionProps: layerTransition,
      centered: true,
      overlayProps: { backgroundOpacity: 0.35 },
    }),
    Input: Input.extend({ defaultProps: { size: 'xs' } }),
    // Typed text has its own direction, whatever the window's direction is.
    TextInput: TextInput.extend({ defaultProps: { size: 'xs', attributes: { input: { dir: 'auto' } } } }),
    PasswordInput: defaultsOf<PasswordInputProps>({ size: 'xs' }),
    Select: defaultsOf<SelectProps>({ size: 'xs' }),
    NumberInput: defaultsOf<NumberInputProps>({ size: 'xs' }),
    Radio: defaultsOf<RadioProps>({ size: 'xs' }),
    Checkbox: defaultsOf<CheckboxProps>({ size: 'xs' }),
  },
});

const shared = {
  '--mantine-color-text': 'var(--fg)',
  '--mantine-color-bright': 'var(--fg)',
  '--mantine-color-body': 'var(--bg)',
  '--mantine-color-dimmed': 'var(--fg2)',
  '--mantine-color-error': 'var(--bad)',
  '--mantine-color-success': 'var(--ok)',
  '--mantine-color-placeholder': 'var(--fg3)',
  '--mantine-color-anchor': 'var(--accent)',
  '--mantine-color-default': 'var(--bg)',
  '--mantine-color-default-hover': 'var(--hover)',
  '--mantine-color-default-color': 'var(--fg)',
  '--mantine-color-default-border': 'var(--field)',
  '--mantine-color-disabled': 'var(--hover)',
  '--mantine-color-disabled-color': 'var(--fg3)',
  '--mantine-color-disabled-border': 'var(--line2)',
  '--mantine-primary-color-contrast': 'var(--on-accent)',
  '--mantine-color-accent-filled': 'var(--accent)',
  '--mantine-color-accent-filled-hover': 'var(--accent-hover)',
  '--mantine-color-accent-light': 'var(--sel)',
  '--mantine-color-accent-light-hover': 'var(--sel)',
  '--mantine-color-accent-light-color': 'var(--accent)',
  '--mantine-color-accent-outline': 'var(--accent)',
};

export const cssVariables: CSSVariablesResolver = () => ({ variables: {}, light: shared, dark: shared });

/** The nonce that the page's host put into its tags; empty if there is none (a development server). */
export function pageNonce(document: Document): string {
  const meta = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]');
  const script = document.querySelector<HTMLScriptElement>('script[nonce]');
  return meta?.nonce || script?.nonce || '';
}
