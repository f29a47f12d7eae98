import { CloseButton, TextInput, type TextInputProps } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { Keys } from './keys.tsx';

/**
 * A field that searches while the user types: "/" focuses it, Escape clears and leaves it.
 * @param listId the element to which Enter and the down arrow go
 */
export function SearchInput({
  label,
  clear,
  value,
  onChange,
  listId,
  ...others
}: {
  label: string;
  clear: string;
  value: string;
  onChange: (value: string) => void;
  listId?: string;
} & Pick<TextInputProps, 'className' | 'classNames' | 'size' | 'maxLength' | 'placeholder'>) {
  return (
    <TextInput
      {...others}
      type="search"
      data-search
      aria-label={label}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Escape') {
          // Otherwise the page's own Escape would close what is beside the list.
          event.preventDefault();
          onChange('');
          event.currentTarget.blur();
        }
        if (listId !== undefined && (event.key === 'Enter' || event.key === 'ArrowDown')) {
          event.preventDefault();
          document.getElementById(listId)?.focus();
        }
      }}
      leftSection={<IconSearch size={14} stroke={1.6} aria-hidden />}
      rightSection={
        value === '' ? (
          <Keys keys="/" />
        ) : (
          <CloseButton size={20} aria-label={clear} onClick={() => onChange('')} />
        )
      }
    />
  );
}
