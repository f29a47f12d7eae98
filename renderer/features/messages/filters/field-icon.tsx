import {
  IconActivity,
  IconCalendar,
  IconCoin,
  IconFlag,
  IconMessages,
  IconTag,
  IconUser,
  IconUserCircle,
} from '@tabler/icons-react';
import type { Field } from '../view-fields.ts';

const icons = {
  states: IconActivity,
  channels: IconMessages,
  senders: IconUser,
  countries: IconFlag,
  account: IconUserCircle,
  time: IconCalendar,
  tags: IconTag,
  cost: IconCoin,
} as const;

export function FieldIcon({ field }: { field: Field }) {
  const Icon = icons[field];
  return <Icon size={14} stroke={1.6} aria-hidden />;
}
