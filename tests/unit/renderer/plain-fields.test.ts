/** Tests which fields of a channel's grammar get a plain control in the form, without a line in a form file. */
import { describe, expect, it } from 'vitest';
import { objectForm, plainFields } from '../../../renderer/features/compose/forms/shape.ts';
import { shapeOf } from '../../../renderer/features/compose/forms/step-content.ts';
import { choice, flag, link, text, whole } from '../../../shared/messaging/shape-values.ts';
import { allowed, list, needed, object, preset, withKinds } from '../../../shared/messaging/shapes.ts';

const grammar = withKinds(
  {
    offer: { needs: ['title', 'size'], takes: ['address', 'colour', 'loud', 'button', 'parts'] },
    note: { needs: ['note'] },
  },
  object({
    title: needed('title', text()),
    note: needed('note', text()),
    address: allowed('link', link()),
    size: needed('size', whole(1, 9, 'metres')),
    colour: preset('RED', needed('colour', choice('RED', 'BLUE'))),
    loud: allowed('loudness', flag),
    button: allowed('button', object({ label: needed('label', text()) })),
    parts: allowed('parts', list('part', text(), 0)),
  }),
);
const shown = (kind: string, ...names: string[]) =>
  plainFields(objectForm(grammar.is), { $kind: kind }, new Set(names)).map(([name, { type, label }]) => [
    name,
    type,
    label,
  ]);

describe('the fields of a form that no form file names', () => {
  it('get the control of their kind in the order of the grammar, with its name', () => {
    expect(shown('offer', 'title')).toEqual([
      ['address', 'text', 'link'],
      ['size', 'number', 'size'],
      ['colour', 'word', 'colour'],
      ['loud', 'flag', 'loudness'],
    ]);
    expect(shown('note')).toEqual([['note', 'text', 'note']]);
  });

  it('have the options and the preset of a choice', () => {
    const [, field] =
      plainFields(objectForm(grammar.is), undefined, new Set()).find(([name]) => name === 'colour') ?? [];
    expect(field).toMatchObject({ options: ['RED', 'BLUE'], fallback: 'RED' });
  });

  it('are left out if a control shows the field, or if the kind of message does not have it', () => {
    const viber = shapeOf('viber') ?? undefined;
    const fields = new Set(['text', 'image_url', 'button_text', 'button_url']);
    for (const kind of Object.keys(viber?.variants ?? {}))
      expect(plainFields(viber, { $kind: kind }, fields), kind).toEqual([]);
    expect(plainFields(viber, { $kind: 'text-button' }, new Set(['text'])).map(([name]) => name)).toEqual([
      'button_url',
      'button_text',
    ]);
  });
});
