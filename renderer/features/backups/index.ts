export { initialJobs, jobsActions, jobsListener } from './jobs-slice.ts';
