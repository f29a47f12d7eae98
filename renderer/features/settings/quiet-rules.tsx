/** The rules for quiet hours with their sources, and the user's own quiet days, which make them stricter. */
import { Checkbox, Stack } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { BeforeSendingSettings } from '../../../shared/contract/compose.ts';
import type { QuietRuleView } from '../../../shared/contract/quiet-hours.ts';
import { useActions } from '../../lib/deck.tsx';
import { useLateLanguage } from '../../lib/language.tsx';
import { Group } from '../../lib/ui/group.tsx';
import classes from '../../lib/ui/settings.module.css';
import { englishFormat } from '../../lib/words/en.ts';
import { quietRulesWords } from '../../lib/words/quiet-rules.ts';
import { quietRulesTexts } from '../../lib/words/quiet-rules-texts.ts';

const english = { quietRules: quietRulesWords(quietRulesTexts.quietRules, englishFormat) };

function Rule({ rule }: { rule: QuietRuleView }) {
  const { words, format } = useLateLanguage(english);
  const texts = words.quietRules;
  const [sunday, weekday, , , , , saturday] = rule.week.map((hours) => hours ?? texts.never);
  const hours = [texts.week(weekday ?? '', saturday ?? '', sunday ?? '')];
  if (rule.holidays) hours.push(texts.noHolidays);
  return (
    <div>
      <strong>
        {rule.country === null ? texts.others : format.country(rule.country)} · {texts.kinds[rule.kind]}
      </strong>
      <div className="tnum">{hours.join(', ')}</div>
      <div>{texts.read(rule.source, rule.checked)}</div>
      {rule.url !== null && <div style={{ overflowWrap: 'anywhere' }}>{rule.url}</div>}
    </div>
  );
}

type QuietRulesProps = {
  settings: BeforeSendingSettings;
  change: (patch: Partial<BeforeSendingSettings>) => void;
};

export function QuietRules({ settings, change }: QuietRulesProps) {
  const { words } = useLateLanguage(english);
  const texts = words.quietRules;
  const { quietRules } = useActions().settings;
  const [rules, setRules] = useState<readonly QuietRuleView[]>([]);
  const { quietDays } = settings;
  useEffect(() => {
    void quietRules().then((answer) => {
      if (answer.ok) setRules(answer.value);
    });
  }, [quietRules]);
  return (
    <Group title={texts.title} text={texts.text}>
      <Stack gap={12}>
        <p className={classes.groupText}>{texts.days}</p>
        <Checkbox
          label={texts.sundays}
          checked={quietDays.sundays}
          onChange={(event) => change({ quietDays: { ...quietDays, sundays: event.currentTarget.checked } })}
        />
        <Checkbox
          label={texts.holidays}
          checked={quietDays.holidays}
          onChange={(event) => change({ quietDays: { ...quietDays, holidays: event.currentTarget.checked } })}
        />
        {rules.map((rule) => (
          <Rule key={`${rule.country} ${rule.kind}`} rule={rule} />
        ))}
      </Stack>
    </Group>
  );
}
