export { ReportSettings } from './report-settings.tsx';
