/** Tests selecting several messages: one by one, in ranges, all. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  allOf,
  type Chosen,
  mostChosen,
  nothingChosen,
  rangeTo,
  toggled,
} from '../../../renderer/features/messages/choosing.ts';
import { mayComeTwice } from '../../../renderer/features/messages/chosen/may-come-twice.ts';
import { summaryOf } from '../../../renderer/features/messages/chosen/outcomes.ts';
import { mostAtOnce } from '../../../shared/contract/messages.ts';
import { messageStates } from '../../../shared/messaging/types.ts';
import { englishText } from '../../../shared/problems/english-text.ts';
import { row } from './rows.ts';

const list = Array.from({ length: 20 }, (_, at) => `m${at}`);
const of = (chosen: Chosen) => list.filter((id) => chosen.ids.has(id));

describe('selecting messages', () => {
  it('one by one: selecting a message again deselects it', () => {
    let chosen = toggled(nothingChosen, 'm3');
    chosen = toggled(chosen, 'm7');
    expect(of(chosen)).toEqual(['m3', 'm7']);
    expect(of(toggled(chosen, 'm3'))).toEqual(['m7']);
  });

  it('a range extends from the last selected message, up or down', () => {
    expect(of(rangeTo(nothingChosen, list, 'm5', 'm3'))).toEqual(['m3', 'm4', 'm5']);
    expect(of(rangeTo(nothingChosen, list, 'm1', 'm3'))).toEqual(['m1', 'm2', 'm3']);
    expect(of(rangeTo(nothingChosen, list, 'm4'))).toEqual(['m4']);
  });

  it('a new range replaces the previous range and keeps what was selected before', () => {
    let chosen = toggled(toggled(nothingChosen, 'm15'), 'm3');
    chosen = rangeTo(chosen, list, 'm8');
    expect(of(chosen)).toEqual(['m3', 'm4', 'm5', 'm6', 'm7', 'm8', 'm15']);
    chosen = rangeTo(chosen, list, 'm4');
    expect(of(chosen)).toEqual(['m3', 'm4', 'm15']);
    chosen = rangeTo(chosen, list, 'm1');
    expect(of(chosen)).toEqual(['m1', 'm2', 'm3', 'm15']);
  });

  it('a range includes both ends, whatever was done before', () => {
    const steps = fc.array(fc.tuple(fc.boolean(), fc.constantFrom(...list)), { maxLength: 20 });
    fc.assert(
      fc.property(steps, fc.constantFrom(...list), (done, end) => {
        let chosen = nothingChosen;
        for (const [range, id] of done) chosen = range ? rangeTo(chosen, list, id) : toggled(chosen, id);
        const after = rangeTo(chosen, list, end);
        expect(after.ids.has(end)).toBe(true);
        expect(after.ids.has(after.anchor ?? '')).toBe(true);
      }),
    );
  });

  it('never exceeds what one call accepts; a longer range is cut at its far end', () => {
    const many = Array.from({ length: mostChosen + 500 }, (_, at) => `m${at}`);
    expect(mostChosen).toBe(mostAtOnce);
    expect(allOf(many).ids.size).toBe(mostChosen);
    const up = rangeTo(nothingChosen, many, 'm0', 'm1400');
    expect(up.ids.size).toBe(mostChosen);
    expect(up.ids.has('m1400')).toBe(true);
    expect(up.ids.has('m0')).toBe(false);
    expect(toggled(allOf(many), 'other').ids.size).toBe(mostChosen);
  });
});

describe('the summary of an action on several messages', () => {
  const tooLate = { code: 'too-late', field: null, message: 'It is on its way.', hint: 'Wait.' };
  const gone = { code: 'no-such-message', field: 'id', message: 'There is no message.', hint: 'Look.' };

  it('groups messages by reason, most frequent first, and loses none', () => {
    const outcome = [
      { id: 'm1', problem: null, madeId: 'n1' },
      { id: 'm2', problem: gone, madeId: null },
      { id: 'm3', problem: tooLate, madeId: null },
      { id: 'm4', problem: tooLate, madeId: null },
    ];
    expect(summaryOf(outcome, englishText)).toEqual({
      done: 1,
      reasons: [
        { problem: tooLate, ids: ['m3', 'm4'] },
        { problem: gone, ids: ['m2'] },
      ],
    });
  });
});

describe('the risk of resending', () => {
  it('is a possible duplicate unless it is certain that the first message never arrives', () => {
    const safe = messageStates.filter((state) => !mayComeTwice(row({ state })));
    expect(safe).toEqual(['failed', 'refused', 'cancelled']);
  });
});
