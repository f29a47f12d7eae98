/** A field for a date, a time or both, in the format of the window's language, with a calendar. */
import { ActionIcon, TextInput, type TextInputProps } from '@mantine/core';
import { IconCalendar } from '@tabler/icons-react';
import { Suspense, useRef, useState } from 'react';
import { useWords } from '../language.tsx';
import { readTyped, showTyped, type TimeKind } from '../typed-time.ts';
import { later } from './later.tsx';

const CalendarPart = later(async () => (await import('./calendar-part.tsx')).CalendarPart);

type TypedTimeFieldProps = Omit<TextInputProps, 'onChange' | 'type' | 'value'> & {
  kind: TimeKind;
  /** "2026-11-24", "09:30" or "2026-11-24T09:30"; '' for none. */
  value: string;
  /** Called with such a value; with the typed text if it is not one. */
  onChange: (value: string) => void;
};

/** The typed text. It is replaced when the value is changed from outside, and when the language changes. */
function useTypedText(kind: TimeKind, value: string, locale: string) {
  const [text, setText] = useState(showTyped(kind, value, locale));
  const [known, setKnown] = useState({ value, locale });
  if (known.value !== value || known.locale !== locale) {
    setKnown({ value, locale });
    const read = readTyped(kind, text, known.locale);
    const isUnreadable = text !== '' && read === null && (value === '' || value === text);
    if (!isUnreadable && (read !== value || known.locale !== locale)) setText(showTyped(kind, value, locale));
  }
  return [text, setText] as const;
}

export function TypedTimeField({ kind, value, onChange, onBlur, ...input }: TypedTimeFieldProps) {
  const { locale, typedTime } = useWords();
  const [text, setText] = useTypedText(kind, value, locale);
  const [open, setOpen] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const read = readTyped(kind, text, locale);
  function type(typed: string) {
    setText(typed);
    onChange(readTyped(kind, typed, locale) ?? typed);
  }
  const [day = '', clock = ''] = (read ?? '').split('T');
  return (
    <>
      <TextInput
        {...input}
        ref={field}
        autoComplete="off"
        placeholder={typedTime.formats[kind]}
        value={text}
        onChange={(event) => type(event.currentTarget.value)}
        onBlur={(event) => {
          if (read !== null) setText(showTyped(kind, read, locale));
          onBlur?.(event);
        }}
        rightSection={
          kind === 'time' ? undefined : (
            <ActionIcon
              size={24}
              aria-label={typedTime.calendar}
              title={typedTime.calendar}
              aria-expanded={open}
              onClick={() => setOpen(!open)}
            >
              <IconCalendar size={16} stroke={1.6} />
            </ActionIcon>
          )
        }
      />
      {open && (
        <Suspense fallback={null}>
          <CalendarPart
            day={day}
            onPick={(picked) => {
              type(
                showTyped(
                  kind,
                  kind === 'date' ? picked : `${picked}T${clock === '' ? '09:00' : clock}`,
                  locale,
                ),
              );
              setOpen(false);
              field.current?.focus();
            }}
          />
        </Suspense>
      )}
    </>
  );
}
