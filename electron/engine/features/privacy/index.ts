/** The exports of the privacy feature for other features. */
export { notJudged, planGone } from './sql/forget-plan.ts';
