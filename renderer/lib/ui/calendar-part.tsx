import '@mantine/dates/styles.layer.css';
import 'dayjs/locale/et';
import { DatePicker, DatesProvider } from '@mantine/dates';
import { useWords } from '../language.tsx';
import classes from './typed-time.module.css';

type CalendarPartProps = {
  /** "2026-11-24"; '' for none. */
  day: string;
  onPick: (day: string) => void;
};

/** The days of a month to pick from, in the window's language. */
export function CalendarPart({ day, onPick }: CalendarPartProps) {
  const { locale, typedTime } = useWords();
  return (
    <div className={classes.calendar}>
      <DatesProvider settings={{ locale: locale.startsWith('et') ? 'et' : 'en', firstDayOfWeek: 1 }}>
        <DatePicker
          size="xs"
          aria-label={typedTime.calendar}
          ariaLabels={{
            previousMonth: typedTime.previousMonth,
            nextMonth: typedTime.nextMonth,
            monthLevelControl: typedTime.chooseMonth,
            previousYear: typedTime.previousYear,
            nextYear: typedTime.nextYear,
            yearLevelControl: typedTime.chooseYear,
            previousDecade: typedTime.previousDecade,
            nextDecade: typedTime.nextDecade,
          }}
          value={day === '' ? null : day}
          {...(day === '' ? {} : { defaultDate: day })}
          onChange={(picked) => {
            if (picked !== null) onPick(picked);
          }}
        />
      </DatesProvider>
    </div>
  );
}
