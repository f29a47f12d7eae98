import { Button, Select, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { SandboxWeather } from '../../../shared/contract/sandbox.ts';
import { type Channel, channels } from '../../../shared/messaging/types.ts';
import { useActions } from '../../lib/deck.tsx';
import { useProblemText } from '../../lib/ui/problem-text.tsx';
import { showResult } from '../../lib/ui/show-result.ts';
import { useCountries } from '../../lib/use-countries.ts';
import { useTyped } from '../../lib/use-typed.ts';
import { useSandboxLanguage } from './language.ts';
import classes from './sandbox.module.css';
import { priceChanges, readAmount } from './weather.ts';

function AddPrice() {
  const { words } = useSandboxLanguage();
  const texts = words.sandbox.weather;
  const textOf = useProblemText();
  const { sandbox } = useActions();
  const countries = useCountries();
  const [country, setCountry] = useState<string | null>(null);
  const [channel, setChannel] = useState<Channel>('sms');
  const [price, setPrice] = useTyped('sandbox-price');
  const [wrong, setWrong] = useState<{ country?: string; price?: string }>({});
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const amount = readAmount(price);
    if (country === null || amount === null) {
      setWrong({
        ...(country === null ? { country: texts.noCountry } : {}),
        ...(amount === null ? { price: texts.notAmount } : {}),
      });
      return;
    }
    const answer = await sandbox.setWeather({ prices: { [country]: { [channel]: amount } } });
    if (answer.ok) {
      setWrong({});
      setPrice('');
    } else {
      const text = textOf.whole(answer.problem);
      setWrong(answer.problem.field === `prices.${country}` ? { country: text } : { price: text });
    }
  };
  return (
    <form className={classes.fields} onSubmit={(event) => void submit(event)} noValidate>
      <Select
        w={200}
        searchable
        label={texts.country}
        data={countries}
        value={country}
        error={wrong.country}
        onChange={setCountry}
      />
      <Select
        w={120}
        label={texts.channel}
        data={channels.map((one) => ({ value: one, label: words.channels[one] }))}
        value={channel}
        allowDeselect={false}
        onChange={(value) => setChannel(channels.find((one) => one === value) ?? 'sms')}
      />
      <TextInput
        w={112}
        label={texts.price}
        inputMode="decimal"
        value={price}
        error={wrong.price}
        maxLength={20}
        onChange={(event) => setPrice(event.currentTarget.value)}
      />
      <Button type="submit" variant="default" className={classes.beside ?? ''}>
        {texts.change}
      </Button>
    </form>
  );
}

/** Prices that differ from the list; each can be reset, and one can be added. */
export function PriceChanges({ prices }: { prices: SandboxWeather['prices'] }) {
  const { words, format } = useSandboxLanguage();
  const texts = words.sandbox.weather;
  const { sandbox } = useActions();
  const changes = priceChanges(prices);
  return (
    <div>
      <h4 className={classes.legend}>{texts.prices}</h4>
      {changes.length === 0 ? (
        <p className={classes.partText}>{texts.pricesNone}</p>
      ) : (
        <ul className={classes.lines}>
          {changes.map(({ country, channel, price }) => {
            const what = texts.priceOf(format.country(country), words.channels[channel]);
            return (
              <li key={what} className={classes.line}>
                <span className={classes.grow}>{what}</span>
                <span className="tnum">{format.money(price)}</span>
                <Button
                  variant="subtle"
                  aria-label={texts.listAgainOf(what)}
                  onClick={async () => {
                    showResult(await sandbox.setWeather({ prices: { [country]: { [channel]: null } } }));
                  }}
                >
                  {texts.listAgain}
                </Button>
              </li>
            );
          })}
        </ul>
      )}
      <AddPrice />
    </div>
  );
}
