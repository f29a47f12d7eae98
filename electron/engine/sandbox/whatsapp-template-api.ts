/** Messente's calls for WhatsApp templates, for one WhatsApp Business account. */
import type { z } from 'zod';
import type { SandboxAccounts } from './accounts.ts';
import { type ApiError, apiError } from './api-error.ts';
import { parsePlainly } from './issue-words.ts';
import {
  type ApiRequest,
  errors,
  json,
  notFound,
  parseJson,
  type Reply,
  type Route,
  unauthorized,
} from './reply.ts';
import {
  changedTemplate,
  newTemplate,
  type TemplateFilters,
  templateFilters,
} from './schema-whatsapp-template.ts';
import { demoWabaId, type SandboxTemplate } from './whatsapp-template-data.ts';

export type TemplateParts = {
  readonly accounts: SandboxAccounts;
  readonly now: () => number;
  readonly speed: number;
};

/** How long the review of a new or changed template takes, on the sandbox's clock. */
const reviewMs = 5_000;

export function whatsappTemplateRoutes({ accounts, now, speed }: TemplateParts): Route[] {
  const { state, engine } = accounts.own;
  function guarded(handle: (request: ApiRequest, id: string) => Promise<Reply> | Reply): Route['handle'] {
    return (request, [wabaId = '', id = '']) => {
      if (accounts.authorized(request) === null) return unauthorized();
      // Messente does not document the answer for another customer's account; 403 is among its documented
      // errors.
      if (decoded(wabaId) !== demoWabaId)
        return errors(403, [apiError('102', 'Not your WhatsApp Business account')]);
      return handle(request, decoded(id));
    };
  }

  const view = ({ decidedAt, status, ...rest }: SandboxTemplate) => {
    const { id, name, language, category, components } = rest;
    return { id, name, language, category, status: now() < decidedAt ? 'pending' : status, components };
  };
  type View = ReturnType<typeof view>;

  const keep = (templates: readonly SandboxTemplate[]) =>
    engine.changeState({ type: 'templates', templates });

  function list({ query, headers, path }: ApiRequest): Reply {
    const read = parsePlainly(templateFilters, Object.fromEntries(query));
    if (!read.success) return errors(400, errorsOf(read.error.issues));
    const found = state.templates.map(view).filter((template) => fits(template, read.data));
    const page = pageOf(found, read.data);
    const link = (cursor: 'before' | 'after', at: View | undefined) => {
      const next = new URLSearchParams(query);
      next.delete('before');
      next.delete('after');
      next.set(cursor, cursorOf(at));
      return `http://${headers.host ?? '127.0.0.1'}/v1${path}?${next}`;
    };
    const [first] = page.templates;
    const last = page.templates.at(-1);
    return json(200, {
      templates: page.templates,
      paging: {
        cursors: { before: cursorOf(first), after: cursorOf(last) },
        ...(page.earlier ? { previous: link('before', first) } : {}),
        ...(page.later ? { next: link('after', last) } : {}),
      },
    });
  }

  async function create({ body }: ApiRequest): Promise<Reply> {
    const read = readBody(body, newTemplate);
    if (!read.ok) return read.reply;
    const { name, language, category, components } = read.value;
    if (state.templates.some((one) => one.name === name && one.language === language)) {
      return errors(400, [apiError('105', 'There is a template of this name in this language', 'name')]);
    }
    const id = String(1 + Math.max(1_000_000_000_000, ...state.templates.map((one) => Number(one.id))));
    const made: SandboxTemplate = {
      id,
      name,
      language,
      category,
      components,
      status: 'approved',
      decidedAt: now() + reviewMs / speed,
    };
    await keep([...state.templates, made]);
    return json(200, { id, status: 'pending', category });
  }

  /**
   * Deletes all languages of a template name, or only one with `hsmId`. Messente documents any JSON as the
   * answer; this one is Meta's.
   */
  async function remove({ query }: ApiRequest): Promise<Reply> {
    const name = query.get('name');
    if (name === null || name === '')
      return errors(400, [apiError('106', 'Missing data for a required field', 'name')]);
    const id = query.get('hsmId');
    const left = state.templates.filter((one) => one.name !== name || (id !== null && one.id !== id));
    if (left.length === state.templates.length) {
      return errors(400, [apiError('105', 'There is no such template', id === null ? 'name' : 'hsmId')]);
    }
    await keep(left);
    return json(200, { success: true });
  }

  function one(_: ApiRequest, id: string): Reply {
    const template = state.templates.find((candidate) => candidate.id === id);
    return template === undefined ? notFound() : json(200, view(template));
  }

  async function change({ body }: ApiRequest, id: string): Promise<Reply> {
    const old = state.templates.find((candidate) => candidate.id === id);
    if (old === undefined) return notFound();
    const read = readBody(body, changedTemplate);
    if (!read.ok) return read.reply;
    const { category = old.category, components = old.components } = read.value;
    const changed: SandboxTemplate = {
      ...old,
      category,
      components,
      status: 'approved',
      decidedAt: now() + reviewMs / speed,
    };
    await keep(state.templates.map((template) => (template.id === id ? changed : template)));
    return json(200, { success: true });
  }

  const all = /^\/whatsapp\/wabas\/([^/]+)\/templates$/;
  const single = /^\/whatsapp\/wabas\/([^/]+)\/templates\/([^/]+)$/;
  return [
    { method: 'GET', pattern: all, handle: guarded(list) },
    { method: 'POST', pattern: all, handle: guarded(create) },
    { method: 'DELETE', pattern: all, handle: guarded(remove) },
    { method: 'GET', pattern: single, handle: guarded(one) },
    { method: 'PUT', pattern: single, handle: guarded(change) },
  ];
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return '';
  }
}

function readBody<T>(
  body: Buffer,
  schema: z.ZodType<T>,
): { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reply: Reply } {
  const parsed = parseJson(body);
  if (parsed === null)
    return { ok: false, reply: errors(400, [apiError('105', 'The body is not JSON', 'payload')]) };
  const read = parsePlainly(schema, parsed.value);
  return read.success
    ? { ok: true, value: read.data }
    : { ok: false, reply: errors(400, errorsOf(read.error.issues)) };
}

function errorsOf(issues: readonly z.core.$ZodIssue[]): ApiError[] {
  return issues.map((issue) => {
    const keys = issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
    const [first = 'payload', ...rest] = [...issue.path, ...keys].map(String);
    return apiError('105', issue.message, `${first}${rest.map((part) => `[${part}]`).join('')}`);
  });
}

type Viewed = Pick<SandboxTemplate, 'id' | 'name' | 'language' | 'category' | 'components'> & {
  readonly status: string;
};

/** Messente does not document whether names and contents match whole or in part; here they match in part. */
function fits(template: Viewed, filters: TemplateFilters): boolean {
  const { category, content, language, name, status } = filters;
  const has = (text: string, part: string) => text.toLowerCase().includes(part.toLowerCase());
  return (
    (category === undefined || template.category === category) &&
    (language === undefined || template.language === language) &&
    (status === undefined || template.status === status) &&
    (name === undefined || has(template.name, name)) &&
    (content === undefined || template.components.some(({ text = '' }) => has(text, content)))
  );
}

function cursorOf(template: { readonly id: string } | undefined): string {
  return template === undefined ? '' : Buffer.from(template.id).toString('base64url');
}

/** Returns one page of a list. An unknown cursor starts at the beginning. */
function pageOf<T extends { readonly id: string }>(
  found: readonly T[],
  { limit, before, after }: TemplateFilters,
): { templates: readonly T[]; earlier: boolean; later: boolean } {
  const indexOf = (cursor: string) => found.findIndex((template) => cursorOf(template) === cursor);
  const end = before === undefined ? -1 : indexOf(before);
  const start = end >= 0 ? Math.max(0, end - limit) : after === undefined ? 0 : indexOf(after) + 1;
  const stop = end >= 0 ? end : start + limit;
  return { templates: found.slice(start, stop), earlier: start > 0, later: stop < found.length };
}
