import { Checkbox, TextInput } from '@mantine/core';
import { useDeck } from '../../lib/deck.tsx';
import { useWords } from '../../lib/language.tsx';
import { ChoiceCards } from '../../lib/ui/choice-cards.tsx';
import type { FormPartProps } from './account-fields.tsx';

/**
 * Chooses how delivery reports arrive, each way with a sentence; localtunnel needs the user's consent first.
 */
export function ReportWay({ form, errors, change }: FormPartProps) {
  const texts = useWords().welcome.form;
  const port = useDeck((state) => state.console.overview?.callbacks.port ?? 0);
  return (
    <div style={{ display: 'grid', gap: 8 }}>
      <ChoiceCards
        legend={texts.waysLabel}
        value={form.way}
        choices={texts.ways}
        onChange={(way) => change({ way })}
      />
      {form.way === 'localtunnel' && (
        <Checkbox
          label={texts.agree}
          checked={form.agreed}
          error={errors.agreed}
          onChange={(event) => change({ agreed: event.currentTarget.checked })}
        />
      )}
      {form.way === 'fixed' && (
        <TextInput
          label={texts.address}
          description={texts.addressHint(port)}
          placeholder="https://callbacks.example.com"
          value={form.address}
          error={errors.address}
          onChange={(event) => change({ address: event.currentTarget.value })}
        />
      )}
    </div>
  );
}
