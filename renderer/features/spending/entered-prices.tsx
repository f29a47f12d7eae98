/** Prices that a person entered, because Messente names none. */
import { ActionIcon, Button, NumberInput, Select } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { type Channel, channels } from '../../../shared/messaging/types.ts';
import classes from '../../lib/ui/settings.module.css';
import { useCountries } from '../../lib/use-countries.ts';
import type { CapsProps } from './caps.ts';
import { useSpendingLanguage } from './language.ts';

export function EnteredPrices({ caps, change }: CapsProps) {
  const { words, format } = useSpendingLanguage();
  const texts = words.spending;
  const countryName = (country: string | null) =>
    country === null ? texts.everyCountry : format.country(country);
  return (
    <div className={classes.choices}>
      {caps.prices.map((one) => (
        <div key={`${one.channel} ${one.country}`} className={classes.row}>
          {texts.priceOf(words.channels[one.channel], countryName(one.country), format.money(one.price))}
          <ActionIcon
            aria-label={texts.remove(words.channels[one.channel], countryName(one.country))}
            onClick={() => change({ prices: caps.prices.filter((other) => other !== one) })}
          >
            <IconX size={14} stroke={1.6} />
          </ActionIcon>
        </div>
      ))}
      <AddPrice caps={caps} change={change} />
    </div>
  );
}

const everywhere = '';

function AddPrice({ caps, change }: CapsProps) {
  const { words, format } = useSpendingLanguage();
  const texts = words.spending;
  const countries = useCountries();
  const [channel, setChannel] = useState<Channel>('viber');
  const [country, setCountry] = useState(everywhere);
  const [price, setPrice] = useState<number | string>('');
  function add() {
    const entered = { channel, country: country === everywhere ? null : country, price: String(price) };
    const others = caps.prices.filter(
      (one) => one.channel !== entered.channel || one.country !== entered.country,
    );
    change({ prices: [...others, entered] });
    setPrice('');
  }
  return (
    <form
      className={classes.row}
      style={{ alignItems: 'end', flexWrap: 'wrap' }}
      onSubmit={(event) => {
        event.preventDefault();
        if (price !== '') add();
      }}
    >
      <Select
        w={140}
        allowDeselect={false}
        label={texts.channel}
        data={channels.map((value) => ({ value, label: words.channels[value] }))}
        value={channel}
        onChange={(value) => setChannel(channels.find((one) => one === value) ?? channel)}
      />
      <Select
        w={200}
        searchable
        allowDeselect={false}
        label={texts.country}
        data={[{ value: everywhere, label: texts.everyCountry }, ...countries]}
        value={country}
        onChange={(value) => setCountry(value ?? everywhere)}
      />
      <NumberInput
        w={160}
        label={texts.price}
        min={0}
        decimalScale={6}
        {...format.euroSign}
        value={price}
        onChange={setPrice}
      />
      <Button type="submit" variant="default" disabled={price === ''}>
        {texts.add}
      </Button>
    </form>
  );
}
