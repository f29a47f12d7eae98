/**
 * Shows the file behind a link: the picture if loading was allowed and worked, otherwise what is known about
 * it.
 */
import {
  IconFile,
  IconFileText,
  IconMusic,
  IconPhoto,
  IconPhotoOff,
  IconPlayerPlayFilled,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useDeck } from '../../../lib/deck.tsx';
import { ProblemMessage, useProblemText } from '../../../lib/ui/problem-text.tsx';
import { useFormsWords } from '../forms/language.ts';
import { sizeText } from '../forms/size-text.ts';
import type { MediaFile } from '../remote-slice.ts';
import { isLink } from './links-of.ts';
import classes from './preview.module.css';

export function hostOf(url: string): string {
  return URL.parse(url.trim())?.hostname ?? '';
}

/** Returns the last part of a link's path, which phones use as the file's name. */
export function fileNameOf(url: string): string {
  const last = URL.parse(url.trim())?.pathname.split('/').at(-1) ?? '';
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}

type PictureProps = {
  url: string;
  /** Square or wide. */
  shape?: 'wide' | 'square' | 'tall' | 'short';
  /** A video: a play symbol is shown over its picture. */
  video?: boolean;
};

function About({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <span className={classes.about}>
      {icon}
      <span>{children}</span>
    </span>
  );
}

function AboutPicture({ url, file, film }: { url: string; file: MediaFile | undefined; film: boolean }) {
  const words = useFormsWords().forms.preview;
  const picture = film ? (
    <IconPlayerPlayFilled size={16} aria-hidden />
  ) : (
    <IconPhoto size={16} stroke={1.6} aria-hidden />
  );
  if (!isLink(url)) return <About icon={picture}>{words.noLink}</About>;
  if (file?.state === 'loading') return <About icon={picture}>{words.loading}</About>;
  if (file?.state === 'failed')
    return (
      <About icon={<IconPhotoOff size={16} stroke={1.6} aria-hidden />}>
        <ProblemMessage problem={file.problem} />
      </About>
    );
  if (file?.state === 'here')
    return (
      <About icon={<IconFile size={16} stroke={1.6} aria-hidden />}>{words.notPicture(file.type)}</About>
    );
  return <About icon={picture}>{hostOf(url)}</About>;
}

export function RemotePicture({ url, shape = 'wide', video = false }: PictureProps) {
  const file = useDeck((state) => state.remote.files[url.trim()]);
  const shown = file?.state === 'here' ? file.dataUrl : null;
  const film = video || (file?.state === 'here' && file.type.startsWith('video/'));
  return (
    <span className={`${classes.picture} ${classes[shape] ?? ''}`}>
      {shown === null ? (
        <AboutPicture url={url} film={film} file={film && file?.state === 'here' ? undefined : file} />
      ) : (
        <img src={shown} alt="" />
      )}
      {film && shown !== null && (
        <span className={classes.play} aria-hidden>
          <IconPlayerPlayFilled size={16} />
        </span>
      )}
    </span>
  );
}

const icons = { document: IconFileText, audio: IconMusic, file: IconFile } as const;

type ChipProps = { kind: keyof typeof icons; name: string; url: string };

/** A file that opens with a tap: its name, and what is known about it. */
export function FileChip({ kind, name, url }: ChipProps) {
  const words = useFormsWords();
  const texts = words.forms.preview;
  const file = useDeck((state) => state.remote.files[url.trim()]);
  const textOf = useProblemText();
  const Icon = icons[kind];
  const about =
    file?.state === 'here'
      ? [file.type, file.bytes === null ? '' : sizeText(file.bytes, words.locale)].filter(Boolean).join(' · ')
      : file?.state === 'failed'
        ? textOf(file.problem).message
        : file?.state === 'loading'
          ? texts.loading
          : texts[kind];
  return (
    <span className={classes.chip}>
      <Icon size={20} stroke={1.6} aria-hidden />
      <span className={classes.chipText}>
        <strong className="cut">{name}</strong>
        <span>{about}</span>
      </span>
    </span>
  );
}
