import { Radio } from '@mantine/core';
import classes from './choice-cards.module.css';

type ChoiceCardsProps<T extends string> = {
  legend: string;
  value: T;
  choices: Readonly<Record<T, { title: string; text: string }>>;
  onChange: (value: T) => void;
};

/** A choice between a few options, each explained in a sentence. */
export function ChoiceCards<T extends string>({ legend, value, choices, onChange }: ChoiceCardsProps<T>) {
  const names = Object.keys(choices) as T[];
  return (
    <Radio.Group
      label={legend}
      value={value}
      onChange={(picked) => onChange(names.find((name) => name === picked) ?? value)}
    >
      <div className={classes.cards} style={{ marginTop: 8 }}>
        {names.map((name) => (
          <Radio key={name} value={name} label={choices[name].title} description={choices[name].text} />
        ))}
      </div>
    </Radio.Group>
  );
}
