import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useActions, useDeck } from '../../../lib/deck.tsx';
import { useWords } from '../../../lib/language.tsx';
import { useLeaving } from '../../../lib/ui/leaving.tsx';
import { amountTyped } from './amount-typed.ts';
import classes from './filters.module.css';

/** The cost of a message, from and to, both included. */
export function CostEditor({ onDone }: { onDone: () => void }) {
  const words = useWords().messages.filters;
  const { messages } = useActions();
  const cost = useDeck((state) => state.messages.view.cost);
  const [least, setLeast] = useState(cost.least ?? '');
  const [most, setMost] = useState(cost.most ?? '');
  const [errors, setErrors] = useState<{ least?: string; most?: string }>({});

  /** Returns whether the typed amounts could be used. */
  function use(): boolean {
    const from = amountTyped(least);
    const to = amountTyped(most);
    if (from === 'wrong' || to === 'wrong') {
      setErrors({
        ...(from === 'wrong' ? { least: words.notAmount } : {}),
        ...(to === 'wrong' ? { most: words.notAmount } : {}),
      });
      return false;
    }
    /* Only for comparisons. */
    if (from !== null && to !== null && Number(to) < Number(from)) {
      setErrors({ most: words.mostBelowLeast });
      return false;
    }
    messages.setView({ cost: { least: from, most: to } });
    return true;
  }

  function show(event: FormEvent) {
    event.preventDefault();
    if (use()) onDone();
  }
  useLeaving(() => (least === (cost.least ?? '') && most === (cost.most ?? '')) || use());

  return (
    <form className={classes.form} onSubmit={show} noValidate>
      <TextInput
        data-autofocus
        inputMode="decimal"
        label={words.least}
        value={least}
        error={errors.least}
        onChange={(event) => {
          setLeast(event.currentTarget.value);
          setErrors({});
        }}
      />
      <TextInput
        inputMode="decimal"
        label={words.most}
        value={most}
        error={errors.most}
        onChange={(event) => {
          setMost(event.currentTarget.value);
          setErrors({});
        }}
      />
      <Button type="submit" variant="default">
        {words.apply}
      </Button>
    </form>
  );
}
