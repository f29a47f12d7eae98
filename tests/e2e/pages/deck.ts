/** The whole window as a user sees it: elements are found by role and name, never by their implementation. */
import { expect, type Locator, type Page } from '@playwright/test';
import { AnswersScreen } from './answers-screen.ts';
import { ComposeScreen } from './compose-screen.ts';
import { ConnectDialog } from './connect-dialog.ts';
import { MessagePane } from './message-pane.ts';
import { MessagesScreen } from './messages-screen.ts';
import { ReportsScreen } from './reports-screen.ts';
import { SettingsScreen } from './settings-screen.ts';
import { StatusBar } from './status-bar.ts';
import { WelcomeScreen } from './welcome-screen.ts';

export type ScreenName = 'Messages' | 'Answers' | 'Delivery reports' | 'Test runs' | 'Sandbox' | 'Settings';

/** Changes the window's language from outside, as another window would. */
export type ChooseLanguage = (language: 'en' | 'et') => Promise<unknown>;

export class Deck {
  readonly page: Page;
  readonly #choose: ChooseLanguage;
  readonly welcome: WelcomeScreen;
  readonly messages: MessagesScreen;
  readonly message: MessagePane;
  readonly compose: ComposeScreen;
  readonly answers: AnswersScreen;
  readonly reports: ReportsScreen;
  readonly settings: SettingsScreen;
  readonly connect: ConnectDialog;
  readonly bar: StatusBar;
  /** Visible only while the engine cannot be reached. */
  readonly lost: Locator;
  /** Visible if another engine than the one that opened the page is running. */
  readonly shutOut: Locator;

  constructor(page: Page, choose: ChooseLanguage = async () => undefined) {
    this.page = page;
    this.#choose = choose;
    this.welcome = new WelcomeScreen(page);
    this.messages = new MessagesScreen(page);
    this.message = new MessagePane(page);
    this.compose = new ComposeScreen(page);
    this.answers = new AnswersScreen(page);
    this.reports = new ReportsScreen(page);
    this.settings = new SettingsScreen(page);
    this.connect = new ConnectDialog(page);
    this.bar = new StatusBar(page);
    this.lost = page.getByRole('status').filter({ hasText: 'engine isn’t reachable' });
    this.shutOut = page.getByRole('status').filter({ hasText: 'omnideck -- open' });
  }

  /** Waits until the window shows the engine's data. */
  async ready(): Promise<void> {
    await expect(this.page.getByRole('main')).not.toBeEmpty();
    await expect(this.page.getByRole('navigation', { name: 'Screens' })).toBeVisible();
    await expect(this.page.getByRole('main').getByRole('heading').first()).toBeVisible();
  }

  async speak(language: 'en' | 'et'): Promise<void> {
    await this.#choose(language);
    await expect(this.page.locator('html')).toHaveAttribute('lang', language);
  }

  /** Runs a check in Estonian in the window's current state, then switches back to English. */
  async inEstonian(look: () => Promise<void>): Promise<void> {
    await this.speak('et');
    await look();
    await this.speak('en');
  }

  async go(screen: ScreenName): Promise<void> {
    await this.page.getByRole('navigation', { name: 'Screens' }).getByRole('link', { name: screen }).click();
  }

  async newMessage(): Promise<void> {
    await this.page.getByRole('button', { name: 'New message' }).click();
    await expect(this.compose.heading).toBeVisible();
  }

  /** A notification that appears briefly in the corner. */
  notice(text: string | RegExp): Locator {
    return this.page.getByRole('alert').filter({ hasText: text });
  }

  dialog(name: string | RegExp): Locator {
    return this.page.getByRole('dialog', { name });
  }
}
