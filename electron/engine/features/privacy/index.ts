/** What other features may use of privacy. */
export { notJudged, planGone } from './sql/forget-plan.ts';
