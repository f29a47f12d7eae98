/** The parts of the dialog before sending, each with its choice. */
import { Radio } from '@mantine/core';
import { IconCopy, IconMoon, IconUserOff } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { BeforeSending, Listed, WithheldFrom } from '../../../shared/contract/compose.ts';
import type { Channel } from '../../../shared/messaging/types.ts';
import { useDeck } from '../../lib/deck.tsx';
import { useLanguage } from '../../lib/language.tsx';
import { listedLines } from '../../lib/listed-lines.ts';
import { useMinutes } from '../../lib/now.ts';
import { cityOf, useZoneFormat } from '../../lib/zone-format.ts';
import { purposeName, usePurposesLanguage } from '../consent/index.ts';
import type { Answers } from './before-asking.ts';
import { noPurposes, purposeOf } from './draft-purpose.ts';
import classes from './sending.module.css';

const mostNamed = 4;

type PartProps = { icon: ReactNode; title: string; lines: readonly string[]; children?: ReactNode };

function Part({ icon, title, lines, children }: PartProps) {
  return (
    <section className={classes.beforePart} aria-label={title}>
      <h3>
        {icon}
        {title}
      </h3>
      {lines.map((line) => (
        <p key={line} className={`${classes.beforeLine} tnum`}>
          {line}
        </p>
      ))}
      {children}
    </section>
  );
}

type Quiet = BeforeSending['quiet'][number];

/** One line per zone and step, so that the same text is not repeated for many recipients. */
function distinct<One extends Quiet>(quiet: readonly One[]): readonly One[] {
  const seen = new Map(quiet.map((one) => [`${one.zone} ${one.step} ${one.at}`, one]));
  return [...seen.values()];
}

type QuietPartProps<One extends Quiet> = {
  found: { readonly quiet: readonly One[] };
  /** The step that may fall into quiet hours. */
  channelOf: (one: One) => Channel | undefined;
  later: boolean;
  value: Answers['quiet'];
  onChange: (value: Answers['quiet']) => void;
};

export function QuietPart<One extends Quiet>({
  found: { quiet },
  channelOf,
  later,
  value,
  onChange,
}: QuietPartProps<One>) {
  const { words, format } = useLanguage();
  const texts = words.sending.before;
  const zoneFormat = useZoneFormat();
  const now = useMinutes();
  if (quiet.length === 0) return null;
  const first = quiet.filter((one) => one.step === 0);
  const all = distinct(quiet);
  const lines = all.slice(0, mostNamed).map((one) => {
    const time = zoneFormat.moment(one.at, now, one.zone);
    const channel = channelOf(one);
    const zone = cityOf(one.zone);
    return one.step === 0 || channel === undefined
      ? texts.quietAt(time, zone)
      : texts.quietStep(words.channels[channel], time, zone);
  });
  if (all.length > mostNamed) lines.push(texts.and(all.length - mostNamed));
  if (quiet.some((one) => one.uncertain)) lines.push(`${texts.uncertain} ${texts.chooseZones}`);
  const until = new Set(quiet.map((one) => one.untilAt));
  const [only] = quiet;
  const hold =
    until.size === 1 && only
      ? texts.hold(`${zoneFormat.full(only.untilAt, only.zone)} (${cityOf(only.zone)})`)
      : texts.holdEach;
  const title = first.length > 0 ? texts.quiet(first.length) : texts.quietLater(quiet.length);
  if (first.length > 0 && first.length < quiet.length) {
    lines.push(`${texts.quietLater(quiet.length - first.length)}.`);
  }
  return (
    <Part icon={<IconMoon size={16} stroke={1.6} aria-hidden />} title={title} lines={lines}>
      <Radio.Group
        aria-label={texts.quietChoice}
        value={value}
        onChange={(chosen) => onChange(chosen === 'send' ? 'send' : 'hold')}
      >
        <div className={classes.beforeChoices}>
          <Radio
            value="hold"
            label={hold}
            description={
              until.size === 1 && only
                ? words.sending.when.inYours(format.moment(only.untilAt, now))
                : undefined
            }
          />
          <Radio
            value="send"
            label={later || first.length === 0 ? texts.sendAnyway : texts.sendAtNight}
            description={value === 'send' ? texts.kept : undefined}
          />
        </div>
      </Radio.Group>
    </Part>
  );
}

type SamePartProps = {
  found: Pick<BeforeSending, 'same'>;
  value: Answers['same'];
  onChange: (value: Answers['same']) => void;
};

export function SamePart({ found: { same }, value, onChange }: SamePartProps) {
  const { words, format } = useLanguage();
  const texts = words.sending.before;
  const now = useMinutes();
  if (same.length === 0) return null;
  const lines = same.slice(0, mostNamed).map(({ to, sentAt }) => {
    const text = sentAt > now ? texts.sameWill : texts.sameAt;
    return text(format.phone(to), format.when(sentAt, now));
  });
  if (same.length > mostNamed) lines.push(texts.and(same.length - mostNamed));
  return (
    <Part
      icon={<IconCopy size={16} stroke={1.6} aria-hidden />}
      title={texts.same(same.length)}
      lines={lines}
    >
      <Radio.Group
        aria-label={texts.sameChoice}
        value={value}
        onChange={(chosen) => onChange(chosen === 'send' ? 'send' : 'leave-out')}
      >
        <div className={classes.beforeChoices}>
          <Radio value="leave-out" label={texts.leaveOut(same.length)} />
          <Radio value="send" label={texts.again} description={value === 'send' ? texts.kept : undefined} />
        </div>
      </Radio.Group>
    </Part>
  );
}

/** Recipients on the do-not-send list, with the given reasons. */
export function DoNotSendPart({ doNotSend }: { doNotSend: readonly Listed[] }) {
  const { words, format } = useLanguage();
  const texts = words.sending.before;
  if (doNotSend.length === 0) return null;
  return (
    <Part
      icon={<IconUserOff size={16} stroke={1.6} aria-hidden />}
      title={texts.doNotSend(doNotSend.length)}
      lines={listedLines(doNotSend, texts, format.phone)}
    />
  );
}

/** Recipients who do not agree to the purpose of the message, or to some of its channels. */
export function WithheldParts({ withheld }: { withheld: readonly WithheldFrom[] }) {
  const { words, format } = usePurposesLanguage();
  const texts = words.purposes;
  const written = useDeck((state) => state.compose.draft.purpose);
  const stored = useDeck((state) => state.console.settings?.purposes ?? noPurposes);
  const purpose = purposeName(purposeOf(written, stored).purpose ?? null, texts);
  const titleOf =
    ({ all, why, channels }: WithheldFrom) =>
    (people: number) => {
      if (!all) return texts.without(people, channels.map((channel) => words.channels[channel]).join(', '));
      return why === 'no-consent'
        ? texts.noConsent(people, purpose)
        : texts.consentWithdrawn(people, purpose);
    };
  return Object.values(
    Object.groupBy(withheld, ({ all, why, channels }) => (all ? why : channels.join(' '))),
  ).map((group) => {
    const [first] = group ?? [];
    if (group === undefined || first === undefined) return null;
    const title = titleOf(first)(group.length);
    const listed = group.map(({ to }) => ({ to, reason: null }));
    return (
      <Part
        key={title}
        icon={<IconUserOff size={16} stroke={1.6} aria-hidden />}
        title={title}
        lines={listedLines(listed, words.sending.before, format.phone)}
      />
    );
  });
}
