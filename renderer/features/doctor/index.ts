export { DoctorSettings } from './doctor-settings.tsx';
