/**
 * Icons of channels: one grey outline each. Viber is a handset, because two bubbles look alike at this size.
 */
import {
  IconBrandTelegram,
  IconBrandWhatsapp,
  IconMessage,
  IconMessage2,
  IconPhoneCall,
} from '@tabler/icons-react';
import type { Channel } from '../../../shared/messaging/types.ts';

const icons = {
  sms: IconMessage,
  viber: IconPhoneCall,
  whatsapp: IconBrandWhatsapp,
  rcs: IconMessage2,
  telegram: IconBrandTelegram,
} as const;

export function ChannelIcon({ channel, size = 16 }: { channel: Channel; size?: number }) {
  const Icon = icons[channel];
  return <Icon size={size} stroke={1.6} aria-hidden />;
}
