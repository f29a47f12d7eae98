export { ZoneChoice } from './zone-choice.tsx';
