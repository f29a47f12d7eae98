import type { Problem } from './problem.ts';
import { term } from './problem.ts';
import { type Fields, inside, type Place, wrong } from './shape-places.ts';
import { link, text } from './shape-values.ts';
import { allowed, object, withKinds } from './shapes.ts';

const files = { image_url: 'image', document_url: 'document', audio_url: 'sound' } as const;

export const telegramShape = withKinds(
  {
    text: { needs: ['text'] },
    image: { needs: ['image_url'], takes: ['text'] },
    document: { needs: ['document_url'], takes: ['text'] },
    audio: { needs: ['audio_url'], takes: ['text'] },
  },
  object(
    {
      text: allowed('text', text({ read: true })),
      image_url: allowed(files.image_url, link({ file: true })),
      document_url: allowed(files.document_url, link({ file: true })),
      audio_url: allowed(files.audio_url, link({ file: true })),
    },
    checkFiles,
  ),
);

function checkFiles(value: Fields, place: Place): Problem[] {
  const given = Object.entries(files).filter(([key]) => value[key] !== undefined);
  const [last] = given.slice(-1);
  if (given.length > 1 && last !== undefined) {
    return [
      wrong(inside(place, last[0], last[1]), 'one-only/files', {
        names: term(given.map(([, label]) => label).join(', ')),
      }),
    ];
  }
  if (given.length > 0 || value.text !== undefined) return [];
  return [wrong(inside(place, 'text', 'text'), 'text-empty/telegram')];
}
