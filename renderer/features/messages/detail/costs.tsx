/** The cost of each step by its parts, and the estimate. */
import type { MessageDetail } from '../../../../shared/contract/messages.ts';
import { useLanguage } from '../../../lib/language.tsx';
import classes from './detail.module.css';

/** Returns whether there are more details than the sum in the header. */
function isWorthTelling({ steps, estimate }: MessageDetail): boolean {
  const priced = steps.filter((step) => step.price !== null);
  return estimate !== null || priced.length > 1 || (priced[0]?.price?.partsCount ?? 1) > 1;
}

export function Costs({ message }: { message: MessageDetail }) {
  const { words, format } = useLanguage();
  const texts = words.messages.detail;
  if (!isWorthTelling(message)) return null;
  const { estimate, cost, steps } = message;
  const priced = steps.filter((step) => step.price !== null);
  /* Only for comparisons. */
  const above = estimate !== null && cost !== null && Number(cost) > Number(estimate.high);
  return (
    <section className={classes.section} aria-label={texts.costs}>
      <h3 className={classes.sub}>{texts.costs}</h3>
      <dl className={`${classes.costs} tnum`}>
        {priced.map(
          ({ channel, price }) =>
            price && (
              <div key={channel}>
                <dt>{words.channels[channel]}</dt>
                <dd className={classes.quiet}>
                  {texts.costParts(
                    words.messages.detail.parts(price.partsCount),
                    format.money(price.partPrice),
                  )}
                </dd>
                <dd>{format.money(price.totalPrice)}</dd>
              </div>
            ),
        )}
        {priced.length > 1 && cost !== null && (
          <div className={classes.costSum}>
            <dt>{texts.costTotal}</dt>
            <dd />
            <dd>{format.money(cost)}</dd>
          </div>
        )}
        {estimate !== null && (
          <div>
            <dt>{texts.costExpected}</dt>
            <dd className={above ? classes.late : ''}>{above ? texts.above : ''}</dd>
            <dd className={classes.quiet}>
              {estimate.low === estimate.high
                ? format.money(estimate.low)
                : `${format.money(estimate.low)}–${format.money(estimate.high)}`}
            </dd>
          </div>
        )}
      </dl>
    </section>
  );
}
