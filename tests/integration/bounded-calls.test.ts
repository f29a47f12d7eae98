/** Tests that no call of the contract takes a text, a list or a depth without a limit, whatever its schema allows. */
import { createRouterClient } from '@orpc/server';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { contract } from '../../shared/contract/contract.ts';
import { problemOfError } from '../../shared/contract/problem-error.ts';
import { openConsole } from '../helpers/console-fixture.ts';

interface Shape {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly items?: Shape;
  readonly additionalProperties?: Shape | boolean;
  readonly anyOf?: readonly Shape[];
}

/** A field and an input that has only this field. */
interface Filled {
  readonly field: string;
  readonly input: unknown;
}

/** Returns an input for each text of a shape, with the text in its place. */
function filled(shape: Shape, text: string): Filled[] {
  const under = (key: string, inner: Shape, wrap: (value: unknown) => unknown): Filled[] =>
    filled(inner, text).map(({ field, input }) => ({
      field: field === '' ? key : `${key}.${field}`,
      input: wrap(input),
    }));
  if (shape.anyOf !== undefined) return shape.anyOf.flatMap((one) => filled(one, text));
  if (shape.enum !== undefined || shape.const !== undefined) return [];
  if (shape.type === 'string') return [{ field: '', input: text }];
  const { properties = {}, items, additionalProperties } = shape;
  return [
    ...Object.entries(properties).flatMap(([key, inner]) => under(key, inner, (value) => ({ [key]: value }))),
    ...(items === undefined ? [] : under('0', items, (value) => [value])),
    ...(typeof additionalProperties === 'object'
      ? under(
          'key',
          Object.keys(additionalProperties).length === 0 ? { type: 'string' } : additionalProperties,
          (value) => ({
            key: value,
          }),
        )
      : []),
  ];
}

type Call = { readonly path: readonly string[]; readonly shape: Shape };

function callsOf(part: unknown, path: readonly string[] = []): Call[] {
  if (typeof part !== 'object' || part === null) return [];
  if (!('~orpc' in part)) {
    return Object.entries(part).flatMap(([key, inner]) => callsOf(inner, [...path, key]));
  }
  const { inputSchema } = part['~orpc'] as { inputSchema?: z.ZodType };
  if (inputSchema === undefined) return [];
  const shape = z.toJSONSchema(inputSchema, {
    io: 'input',
    unrepresentable: 'any',
    reused: 'inline',
  }) as Shape;
  return [{ path, shape }];
}

/** Calls without types: the inputs are not of the contract. @returns the problem of the answer */
async function problemOf(client: unknown, path: readonly string[], input: unknown) {
  const call = path.reduce<unknown>((part, key) => Reflect.get(Object(part), key), client);
  const answer = await (call as (input: unknown) => Promise<unknown>)(input).catch(problemOfError);
  const { problem = answer } = Object(answer) as { problem?: unknown };
  return problem;
}

describe('every call of the contract', () => {
  const calls = callsOf(contract);

  it('refuses a text of 11 MB in any of its fields, and names the field', async () => {
    const { console } = await openConsole();
    const client: unknown = createRouterClient(console.router);
    const text = 'x'.repeat(11_000_000);
    const tried = calls.flatMap(({ path, shape }) => filled(shape, text).map((one) => ({ path, ...one })));
    expect(tried.length).toBeGreaterThan(200);
    for (const { path, field, input } of tried) {
      const problem = await problemOf(client, path, input);
      expect({ path, problem }).toMatchObject({ path, problem: { code: 'input-too-long', field } });
    }
  });

  it('refuses lists and depths without end', async () => {
    const { console } = await openConsole();
    const client: unknown = createRouterClient(console.router);
    let deep: unknown = {};
    for (let level = 0; level < 10_000; level += 1) deep = { deep };
    for (const { path } of calls) {
      for (const input of [{ list: new Array(200_000).fill(0) }, { deep }]) {
        expect(await problemOf(client, path, input)).toMatchObject({ code: 'input-too-long' });
      }
    }
  });
});
