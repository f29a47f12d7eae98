/** Actions on the messages that people wrote. */
import { IconMessageReply, IconSend, IconWebhook } from '@tabler/icons-react';
import { type Action, screenAction } from '../../lib/action.ts';

export const goToAnswers: Action = {
  id: 'answers.go',
  label: (words) => words.frame.answers,
  icon: IconMessageReply,
  keys: ['mod+5'],
  sheet: 'everywhere',
  palette: 'go',
  isEnabled: () => true,
  run: ({ actions }) => actions.frame.go({ screen: 'answers', tab: 'messages', id: null }),
};

export const walkAnswers = screenAction({
  id: 'answers.walk',
  label: (words) => words.shortcuts.items.walk,
  keys: ['up', 'down'],
  sheet: 'answers',
});

export const replyToPerson = screenAction({
  id: 'answer.reply',
  label: (words) => words.person.write,
  icon: IconSend,
  keys: ['R'],
  sheet: 'answers',
  palette: 'here',
});

export const showRequest = screenAction({
  id: 'answer.request',
  label: (words) => words.person.request,
  icon: IconWebhook,
  keys: ['B'],
  sheet: 'answers',
  palette: 'here',
});

export const leaveAnswer = screenAction({
  id: 'answer.leave',
  label: (words) => words.shortcuts.items.leave,
  keys: ['esc'],
  sheet: 'answers',
});

export const actionsForInbound: readonly Action[] = [
  goToAnswers,
  walkAnswers,
  replyToPerson,
  showRequest,
  leaveAnswer,
];
