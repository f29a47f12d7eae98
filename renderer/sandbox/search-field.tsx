import { CloseButton, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { Keys } from '../ui/keys.tsx';
import classes from './sandbox.module.css';

/** Searches as one types; Escape empties it. */
export function SearchField({
  label,
  placeholder,
  clear,
  value,
  onChange,
}: {
  label: string;
  placeholder: string;
  clear: string;
  value: string;
  onChange: (value: string) => void;
}) {
  return (
    <TextInput
      className={classes.search ?? ''}
      type="search"
      data-search
      aria-label={label}
      placeholder={placeholder}
      maxLength={200}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        onChange('');
        event.currentTarget.blur();
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
