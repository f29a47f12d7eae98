export { initialRuns, runsActions, runsListener } from './runs-slice.ts';
