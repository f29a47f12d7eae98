/** Suggestions that a recipient can tap: replies, and actions of five kinds. */
import { Select } from '@mantine/core';
import { FieldGrid, Part, TextField, TimeField, WordField } from './fields.tsx';
import classes from './forms.module.css';
import { getAt, type Json } from './json-tree.ts';
import { useFormsWords } from './language.ts';
import { Repeater } from './repeater.tsx';
import { useStepForm } from './step-form.tsx';

const kinds = ['reply', 'url', 'dial', 'location', 'share', 'calendar'] as const;
type Kind = (typeof kinds)[number];

const partOf = (kind: Kind) => (kind === 'reply' ? 'reply' : 'action');

function kindAt(value: Json | undefined): Kind {
  return kinds.find((kind) => kind === value) ?? 'reply';
}

function suggestionTitle(item: Json | undefined): string {
  const value = getAt(item, `${partOf(kindAt(getAt(item, '$kind')))}.text`);
  return typeof value === 'string' ? value : '';
}

function ActionFields({ kind, path }: { kind: Kind; path: string }) {
  const words = useFormsWords().forms.rcs;
  switch (kind) {
    case 'dial':
      return (
        <Part of={`${path}.dial_action`}>
          <TextField
            path={`${path}.dial_action.phone_number`}
            label={words.phone}
            placeholder="+37251000000"
          />
        </Part>
      );
    case 'url':
      return (
        <Part of={`${path}.open_url_action`}>
          <TextField wide path={`${path}.open_url_action.url`} label={words.url} />
          <WordField
            path={`${path}.open_url_action.application`}
            label={words.application}
            choices={words.applications}
          />
          <WordField
            path={`${path}.open_url_action.webview_view_mode`}
            label={words.view}
            choices={words.views}
            none={words.asUsual}
          />
          <TextField path={`${path}.open_url_action.description`} label={words.urlDescription} wide />
        </Part>
      );
    case 'location':
      return (
        <Part of={`${path}.view_location_action`}>
          <Part of={`${path}.view_location_action.lat_long`} />
          <TextField path={`${path}.view_location_action.label`} label={words.placeLabel} />
          <TextField path={`${path}.view_location_action.query`} label={words.query} />
        </Part>
      );
    case 'calendar':
      return (
        <Part of={`${path}.create_calendar_event_action`}>
          <TimeField path={`${path}.create_calendar_event_action.start_time`} label={words.begin} />
          <TimeField path={`${path}.create_calendar_event_action.end_time`} label={words.end} />
          <TextField wide path={`${path}.create_calendar_event_action.title`} label={words.eventTitle} />
          <TextField
            area
            path={`${path}.create_calendar_event_action.description`}
            label={words.eventDescription}
          />
        </Part>
      );
    default:
      return null;
  }
}

function Suggestion({ path }: { path: string }) {
  const words = useFormsWords().forms.rcs;
  const form = useStepForm();
  const kind = kindAt(form.valueOf(`${path}.$kind`));
  const part = `${path}.${partOf(kind)}`;
  const written = form.textOf(`${part}.text`);
  const postback = form.textOf(`${part}.postback_data`);

  function chooseKind(value: string | null) {
    const chosen = kindAt(value ?? undefined);
    const to = `${path}.${partOf(chosen)}`;
    const carried = (field: string) =>
      form.textOf(`${to}.${field}`) === '' ? form.textOf(`${part}.${field}`) : form.textOf(`${to}.${field}`);
    form.setAll([
      [`${path}.$kind`, chosen],
      [`${to}.text`, carried('text')],
      [`${to}.postback_data`, carried('postback_data')],
    ]);
  }

  return (
    <FieldGrid of={part}>
      <Select
        className={classes.field ?? ''}
        label={words.suggestionKind}
        allowDeselect={false}
        data={kinds.map((value) => ({ value, label: words.suggestionKinds[value] }))}
        value={kind}
        onChange={chooseKind}
      />
      <TextField
        path={`${part}.text`}
        label={words.suggestionText}
        // As long as nobody has written another, what comes back is what was tapped.
        onText={(value) =>
          form.setAll([
            [`${part}.text`, value],
            ...(postback === written ? ([[`${part}.postback_data`, value]] as const) : []),
          ])
        }
      />
      <ActionFields kind={kind} path={part} />
      <TextField
        path={`${part}.postback_data`}
        label={words.postback}
        hint={words.postbackHint}
        wide={kind === 'reply'}
      />
      {kind !== 'reply' && (
        <TextField path={`${part}.fallback_url`} label={words.fallbackUrl} hint={'\u00a0'} />
      )}
    </FieldGrid>
  );
}

export function Suggestions({ path, label }: { path: string; label: string }) {
  const words = useFormsWords().forms;
  return (
    <Repeater
      path={path}
      label={label}
      nameOf={words.rcs.suggestion}
      titleOf={suggestionTitle}
      addLabel={words.add.suggestion}
      blank={{ $kind: 'reply' }}
    >
      {(item) => <Suggestion path={item} />}
    </Repeater>
  );
}
