import type { Problem } from './problem.ts';
import { term } from './problem.ts';
import { type Fields, inside, type Place, wrong } from './shape-places.ts';
import { link, namedTexts, text, whole } from './shape-values.ts';
import { allowed, list, needed, object, withKinds } from './shapes.ts';

/** 200 MB. Messente does not document whether a MB has 1000 or 1024 units, so the larger value is allowed. */
const maximumVideoBytes = 200 * 1024 * 1024;

const button = object({
  label: needed('label', text({ read: true })),
  action_url: needed('address', link()),
});

const carousel = object({
  items: needed(
    'cards',
    list(
      'card',
      object({
        title: needed('title', text({ atLeast: 2, atMost: 38, read: true })),
        image_url: needed('image address', link()),
        primary_button: needed('first button', button),
        secondary_button: allowed('second button', button),
      }),
      2,
      5,
    ),
  ),
});

const labels = {
  text: 'text',
  image_url: 'image address',
  button_url: 'button address',
  button_text: 'button text',
  video: 'video',
  template: 'template',
  carousel: 'carousel',
} as const;
type Part = keyof typeof labels;
const parts: readonly Part[] = [
  'text',
  'image_url',
  'button_url',
  'button_text',
  'video',
  'template',
  'carousel',
];

/** Exactly the combinations that Messente documents. */
export const viberShape = withKinds(
  {
    text: { needs: ['text'] },
    'text-button': { needs: ['text', 'button_text', 'button_url'] },
    image: { needs: ['image_url'] },
    'image-button': { needs: ['text', 'image_url', 'button_text', 'button_url'] },
    video: { needs: ['video'] },
    'video-text': { needs: ['text', 'video'] },
    'video-button': { needs: ['text', 'video', 'button_text'], takes: ['button_url'] },
    carousel: { needs: ['text', 'carousel'] },
    template: { needs: ['template'] },
  },
  object(
    {
      text: allowed(labels.text, text({ atMost: 1000, read: true })),
      image_url: allowed(labels.image_url, link({ file: true })),
      button_url: allowed(labels.button_url, link()),
      button_text: allowed(labels.button_text, text({ read: true })),
      video: allowed(
        labels.video,
        object({
          url: needed('address', link({ file: true })),
          thumbnail: needed('thumbnail address', link()),
          file_size: needed('size', whole(1, maximumVideoBytes, 'bytes')),
          duration: needed('duration', whole(1, 600, 'seconds')),
        }),
      ),
      template: allowed(
        labels.template,
        object({
          id: needed('id', text({ read: true })),
          lang: needed('language', text()),
          params: allowed('values', namedTexts),
        }),
      ),
      carousel: allowed(labels.carousel, carousel),
    },
    checkCombination,
  ),
);

function withArticle(label: string): string {
  return `${/^[aeiou]/u.test(label) ? 'an' : 'a'} ${label}`;
}

/** Checks what each form requires besides its identifying part, and what it may have. */
function checkCombination(value: Fields, place: Place): Problem[] {
  const has = (part: Part): boolean => value[part] !== undefined;
  const at = (part: Part): Place => inside(place, part, labels[part]);
  const needs = (part: Part, why: string): Problem[] => [
    wrong(at(part), 'part-needed', { main: term(why), part: term(withArticle(labels[part])) }),
  ];
  const excess = (main: Part, takes: readonly Part[]): Problem[] =>
    parts
      .filter((part) => part !== main && has(part) && !takes.includes(part))
      .map((part) =>
        wrong(at(part), 'part-not-here', {
          main: term(withArticle(labels[main])),
          part: term(withArticle(labels[part])),
          other: term(labels[main]),
        }),
      );
  // The model has this field, but no documented form contains it, so it is only accepted alone.
  if (has('template')) return excess('template', []);
  if (has('carousel'))
    return [...excess('carousel', ['text']), ...(has('text') ? [] : needs('text', 'a carousel'))];
  if (has('video')) {
    const problems = excess('video', ['text', 'button_text', 'button_url']);
    if (has('button_url') && !has('button_text')) problems.push(...needs('button_text', 'a button'));
    if ((has('button_text') || has('button_url')) && !has('text'))
      problems.push(...needs('text', 'a button on a video'));
    return problems;
  }
  const [withText, withImage, withButtonText, withButtonUrl] = [
    has('text'),
    has('image_url'),
    has('button_text'),
    has('button_url'),
  ];
  if (!withText && !withImage && !withButtonText && !withButtonUrl) {
    return [wrong(at('text'), 'text-empty/viber')];
  }
  if (withImage && !withText && !withButtonText && !withButtonUrl) return [];
  if (withText && !withImage && !withButtonText && !withButtonUrl) return [];
  const why = withImage && withText ? 'an image with a text' : 'a button';
  return [
    ...(withText ? [] : needs('text', why)),
    ...(withButtonText ? [] : needs('button_text', why)),
    ...(withButtonUrl ? [] : needs('button_url', why)),
  ];
}
