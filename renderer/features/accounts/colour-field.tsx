import { Input, UnstyledButton } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useId } from 'react';
import { useWords } from '../../lib/language.tsx';
import dots from '../../lib/ui/account-dot.module.css';
import { colours } from './account-form.ts';
import classes from './welcome.module.css';

export function ColourField({ value, onChange }: { value: string; onChange: (colour: string) => void }) {
  const texts = useWords().welcome.form;
  const labelId = useId();
  return (
    <Input.Wrapper
      label={texts.colour}
      description={texts.colourHint}
      labelElement="div"
      labelProps={{ id: labelId }}
    >
      <fieldset className={classes.swatches} aria-labelledby={labelId}>
        {colours.map((colour) => (
          <UnstyledButton
            key={colour}
            aria-pressed={colour === value}
            aria-label={texts.colours[colour] ?? colour}
            title={texts.colours[colour] ?? colour}
            className={`${classes.swatch} ${dots[colour] ?? ''}`}
            onClick={() => onChange(colour)}
          >
            {colour === value && <IconCheck size={14} stroke={2.4} aria-hidden />}
          </UnstyledButton>
        ))}
      </fieldset>
    </Input.Wrapper>
  );
}
