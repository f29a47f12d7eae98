/**
 * The content of a step that is more than a plain text: each channel's own form, in exactly the JSON that
 * Messente documents (Omnichannel API 2.1.0; Telegram from the older clients). A composed step and a
 * documented body can therefore be converted into each other without loss.
 */

type ViberVideo = {
  readonly url: string;
  readonly thumbnail: string;
  /** Bytes, at most 200 MB. */
  readonly file_size: number;
  /** Seconds, at most 600. */
  readonly duration: number;
};
type ViberButton = { readonly label: string; readonly action_url: string };
type ViberCarouselItem = {
  /** 2 to 38 characters. */
  readonly title: string;
  readonly image_url: string;
  readonly primary_button: ViberButton;
  readonly secondary_button?: ViberButton;
};
export type ViberContent = {
  readonly text?: string;
  readonly image_url?: string;
  readonly button_url?: string;
  readonly button_text?: string;
  readonly video?: ViberVideo;
  readonly template?: {
    readonly id: string;
    readonly lang: string;
    readonly params?: Readonly<Record<string, string>>;
  };
  /** 2 to 5 items. */
  readonly carousel?: { readonly items: readonly ViberCarouselItem[] };
};

/** Has either a link or the id of an upload, never both. */
type WhatsappFile = { readonly link?: string; readonly id?: string; readonly mime_type?: string };
export type WhatsappParameterFile = {
  readonly id?: string;
  readonly link?: string;
  readonly caption?: string;
  readonly filename?: string;
};
export type WhatsappParameter = {
  readonly type: string;
  readonly text?: string;
  readonly currency?: {
    readonly fallback_value: string;
    /** ISO 4217. */
    readonly code: string;
    /** Thousandths, a whole number as a string. */
    readonly amount_1000: string;
  };
  readonly date_time?: { readonly fallback_value: string };
  readonly image?: WhatsappParameterFile;
  readonly document?: WhatsappParameterFile;
  readonly video?: WhatsappParameterFile;
  readonly coupon_code?: string;
  readonly payload?: string;
};
export type WhatsappComponent = {
  readonly type: string;
  readonly sub_type?: string;
  readonly index?: number;
  readonly parameters?: readonly WhatsappParameter[];
};
export type WhatsappTemplate = {
  readonly name: string;
  readonly language: { readonly code: string; readonly policy?: string };
  readonly components: readonly WhatsappComponent[];
};
export type WhatsappContent = {
  readonly text?: { readonly body: string; readonly preview_url?: boolean };
  readonly template?: WhatsappTemplate;
  readonly image?: WhatsappFile & { readonly caption?: string };
  readonly video?: WhatsappFile & { readonly caption?: string };
  readonly audio?: WhatsappFile;
  readonly document?: WhatsappFile & { readonly caption?: string; readonly file_name?: string };
  readonly sticker?: WhatsappFile & { readonly animated?: boolean };
};

type RcsContentInfo = {
  readonly file_url: string;
  readonly thumbnail_url?: string;
  readonly force_refresh?: boolean;
};
type RcsReply = { readonly text: string; readonly postback_data: string };
export type RcsAction = RcsReply & {
  readonly fallback_url?: string;
  readonly dial_action?: { readonly phone_number: string };
  readonly view_location_action?: {
    /** Alternatively a `query`. */
    readonly lat_long?: { readonly latitude: number; readonly longitude: number };
    readonly label?: string;
    readonly query?: string;
  };
  readonly create_calendar_event_action?: {
    /** ISO 8601. */
    readonly start_time: string;
    readonly end_time: string;
    readonly title: string;
    readonly description: string;
  };
  readonly open_url_action?: {
    readonly url: string;
    readonly application: 'BROWSER' | 'WEBVIEW';
    readonly webview_view_mode?: 'FULL' | 'HALF' | 'TALL';
    readonly description?: string;
  };
  readonly share_location_action?: Readonly<Record<string, never>>;
};
type RcsSuggestion = { readonly reply?: RcsReply; readonly action?: RcsAction };
type RcsCardContent = {
  readonly title?: string;
  readonly description?: string;
  readonly media?: { readonly height: 'SHORT' | 'MEDIUM' | 'TALL'; readonly content_info: RcsContentInfo };
  /** At most 4. */
  readonly suggestions?: readonly RcsSuggestion[];
};
type RcsRichCard = {
  readonly standalone_card?: {
    readonly card_orientation: 'VERTICAL' | 'HORIZONTAL';
    readonly thumbnail_image_alignment?: 'LEFT' | 'RIGHT';
    readonly card_content: RcsCardContent;
  };
  readonly carousel_card?: {
    readonly card_width: 'SMALL' | 'MEDIUM';
    /** 2 to 10. */
    readonly card_contents: readonly RcsCardContent[];
  };
};
export type RcsContent = {
  readonly text?: string;
  readonly content_info?: RcsContentInfo;
  readonly rich_card?: RcsRichCard;
  /** At most 11. */
  readonly suggestions?: readonly RcsSuggestion[];
};

export type TelegramContent = {
  readonly text?: string;
  readonly image_url?: string;
  readonly document_url?: string;
  readonly audio_url?: string;
};

/** By channel. SMS has only plain texts. */
export type ContentByChannel = {
  readonly viber: ViberContent;
  readonly whatsapp: WhatsappContent;
  readonly rcs: RcsContent;
  readonly telegram: TelegramContent;
};
export type ChannelContent = ContentByChannel[keyof ContentByChannel];
