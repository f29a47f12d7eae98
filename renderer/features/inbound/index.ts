export { AnswerSettings } from './answer-settings.tsx';
