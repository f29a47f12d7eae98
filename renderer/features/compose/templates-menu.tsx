/** The menu of templates and recently sent messages: search, use, save, rename, overwrite, delete. */
import { ActionIcon, Button, Menu, Popover, TextInput, UnstyledButton } from '@mantine/core';
import { IconBookmark, IconDots, IconSearch } from '@tabler/icons-react';
import { type ReactNode, useEffect, useId, useState } from 'react';
import type { MessageTemplate } from '../../../shared/contract/compose.ts';
import type { DraftChain } from '../../../shared/messaging/compose.ts';
import { escapeChain } from '../../../shared/messaging/placeholders.ts';
import { stepWords } from '../../../shared/messaging/step-words.ts';
import { useActions, useDeck } from '../../lib/deck.tsx';
import { useLanguage } from '../../lib/language.tsx';
import { useMinutes } from '../../lib/now.ts';
import { ChannelIcon } from '../../lib/ui/channel-icon.tsx';
import { showResult } from '../../lib/ui/show-result.ts';
import { chainOf, holdsNoWords } from './draft.ts';
import classes from './drafts.module.css';
import { tellProblem } from './drafts-menu.tsx';
import { keptNaming, NameForm, type Naming } from './template-name.tsx';
import { type Recent, useRecent } from './use-recent.ts';

/** From the contract: its content has the shape that was sent. */
const chainOfTemplate = (template: MessageTemplate) => template.chain as DraftChain;

function wordsOf(chain: DraftChain): string {
  return chain.steps.map(stepWords).join('\n').replace(/\s+/gu, ' ').trim();
}

function fits(search: string, ...texts: readonly string[]): boolean {
  const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return plain(search)
    .split(/\s+/u)
    .every((word) => texts.some((text) => plain(text).includes(word)));
}

function Channels({ channels }: { channels: readonly DraftChain['steps'][number]['channel'][] }) {
  return channels.map((channel) => <ChannelIcon key={channel} channel={channel} />);
}

function TemplateItem({
  template,
  onUse,
  onName,
}: {
  template: MessageTemplate;
  onUse: () => void;
  onName: (naming: Naming) => void;
}) {
  const texts = useLanguage().words.drafts;
  const { compose } = useActions();
  const draft = useDeck((state) => state.compose.draft);
  const empty = holdsNoWords(draft);
  const { id, name } = template;
  async function overwrite() {
    showResult(await compose.templates.save({ id, name, chain: chainOf(draft) }), texts.templateSaved(name));
  }
  return (
    <li className={classes.item}>
      <UnstyledButton className={classes.pick} aria-label={texts.useTemplate(name)} onClick={onUse}>
        <span className={`${classes.pickTitle} cut`} dir="auto">
          {name}
        </span>
        <span className={`${classes.pickAbout} cut`} dir="auto">
          {wordsOf(chainOfTemplate(template))}
        </span>
      </UnstyledButton>
      <Menu position="bottom-end" width={220} withinPortal={false} floatingStrategy="fixed">
        <Menu.Target>
          <ActionIcon aria-label={texts.templateMore(name)}>
            <IconDots size={16} stroke={1.6} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => onName({ kind: 'rename', template })}>{texts.rename}</Menu.Item>
          <Menu.Item disabled={empty} onClick={() => void overwrite()}>
            {texts.overwrite}
          </Menu.Item>
          <Menu.Item color="bad" onClick={async () => showResult(await compose.templates.remove(template))}>
            {texts.deleteTemplate}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </li>
  );
}

function RecentItem({ recent, onUse }: { recent: Recent; onUse: () => void }) {
  const { words, format } = useLanguage();
  const now = useMinutes();
  const title = recent.preview === '' ? words.drafts.noText : recent.preview;
  return (
    <li className={classes.item}>
      <UnstyledButton className={classes.pick} aria-label={words.drafts.useTemplate(title)} onClick={onUse}>
        <span className={`${classes.pickTitle} cut`} dir="auto">
          {title}
        </span>
        <span className={`${classes.pickAbout} tnum`}>
          <Channels channels={recent.channels} /> {format.when(recent.createdAt, now)}
        </span>
      </UnstyledButton>
    </li>
  );
}

function MenuPart({ title, children }: { title: string; children: ReactNode }) {
  const id = useId();
  return (
    <>
      <h3 id={id} className={classes.menuHead}>
        {title}
      </h3>
      <ul aria-labelledby={id}>{children}</ul>
    </>
  );
}

function TemplateList({ onDone }: { onDone: () => void }) {
  const texts = useLanguage().words.drafts;
  const { compose } = useActions();
  const templates = useDeck((state) => state.compose.templates) ?? [];
  const draft = useDeck((state) => state.compose.draft);
  const [search, setSearch] = useState('');
  const typed = useDeck((state) => state.typed);
  const [chosen, setNaming] = useState<Naming | null>(null);
  const naming = chosen ?? keptNaming(templates, typed);
  /* Otherwise deleting the kept name would end the naming. */
  if (naming !== chosen) setNaming(naming);
  const { recent, chainOfRecent } = useRecent();
  const found = templates.filter((one) => fits(search, one.name, wordsOf(chainOfTemplate(one))));
  const foundRecent = recent.filter((one) => fits(search, one.preview));

  async function use(chain: DraftChain) {
    if (tellProblem(await compose.templates.use(chain))) onDone();
  }
  async function applyRecent(one: Recent) {
    const answer = await chainOfRecent(one);
    // A sent message has its placeholders merged, so a brace in it is literal.
    if (showResult(answer)) await use(escapeChain(answer.value));
  }

  return (
    <div className={classes.menu}>
      <TextInput
        type="search"
        data-autofocus
        aria-label={texts.searchTemplates}
        placeholder={texts.searchTemplates}
        leftSection={<IconSearch size={14} stroke={1.6} />}
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
      />
      <div className={classes.menuScroll}>
        {templates.length === 0 && search === '' && <p className={classes.menuEmpty}>{texts.noTemplates}</p>}
        {found.length > 0 && (
          <MenuPart title={texts.templatesHead}>
            {found.map((one) => (
              <TemplateItem
                key={one.id}
                template={one}
                onUse={() => void use(chainOfTemplate(one))}
                onName={setNaming}
              />
            ))}
          </MenuPart>
        )}
        {foundRecent.length > 0 && (
          <MenuPart title={texts.recentHead}>
            {foundRecent.map((one) => (
              <RecentItem key={one.id} recent={one} onUse={() => void applyRecent(one)} />
            ))}
          </MenuPart>
        )}
        {search !== '' && found.length + foundRecent.length === 0 && (
          <p className={classes.menuEmpty}>{texts.nothingFound}</p>
        )}
      </div>
      {naming === null ? (
        <Button
          variant="subtle"
          justify="flex-start"
          disabled={holdsNoWords(draft)}
          title={holdsNoWords(draft) ? texts.nothingToSave : undefined}
          leftSection={<IconBookmark size={16} stroke={1.6} />}
          onClick={() => setNaming({ kind: 'new' })}
        >
          {texts.saveAs}
        </Button>
      ) : (
        <NameForm naming={naming} templates={templates} onDone={() => setNaming(null)} />
      )}
    </div>
  );
}

export function TemplatesMenu() {
  const texts = useLanguage().words.drafts;
  const { compose } = useActions();
  const [open, setOpen] = useState(false);
  useEffect(() => {
    if (open) void compose.templates.load();
  }, [open, compose]);
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-end" width={400} trapFocus returnFocus>
      <Popover.Target>
        <Button
          variant="subtle"
          leftSection={<IconBookmark size={16} stroke={1.6} />}
          aria-haspopup="dialog"
          onClick={() => setOpen(!open)}
        >
          {texts.templates}
        </Button>
      </Popover.Target>
      <Popover.Dropdown p={8} aria-label={texts.templates}>
        {open && <TemplateList onDone={() => setOpen(false)} />}
      </Popover.Dropdown>
    </Popover>
  );
}
