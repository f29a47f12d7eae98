import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse as parseResults } from 'test-results-parser';
import { afterAll, describe, expect, it } from 'vitest';
// libxml2's xmllint, compiled to WebAssembly: it validates an XML file against a schema and needs no system package.
import { validateXML } from 'xmllint-wasm';
import { htmlOf } from '../../../electron/engine/features/runs/report/html-report.ts';
import { junitOf } from '../../../electron/engine/features/runs/report/junit.ts';
import { redactRun } from '../../../electron/engine/features/runs/report/redact.ts';
import { csvOf, jsonOf } from '../../../electron/engine/features/runs/report/table.ts';
import type { Run } from '../../../shared/contract/runs.ts';
import { awkwardRun } from './run-fixture.ts';

const folder = mkdtempSync(join(tmpdir(), 'omnideck-reports-'));
afterAll(() => rmSync(folder, { recursive: true }));

function written(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

/** Runs Python's own parsers, which share no code with ours. */
function python<T>(program: string, ...words: string[]): T {
  const ran = spawnSync('python3', ['-c', program, ...words], { encoding: 'utf8' });
  if (ran.status !== 0) throw new Error(ran.stderr);
  return JSON.parse(ran.stdout) as T;
}

type Element = { tag: string; attributes: Record<string, string>; children: Element[]; text: string };

const elements = `import json, sys, xml.etree.ElementTree as E
def e(x): return {"tag": x.tag, "attributes": x.attrib, "children": [e(c) for c in x], "text": (x.text or "").strip()}
print(json.dumps(e(E.parse(sys.argv[1]).getroot())))`;

/**
 * The allowed children and attributes of each element (and the required attributes) in Jenkins' junit-10.xsd.
 */
const rules: Readonly<Record<string, { children: string[]; needed: string[]; others: string[] }>> = {
  testsuites: {
    children: ['testsuite'],
    needed: [],
    others: ['name', 'time', 'tests', 'failures', 'errors'],
  },
  testsuite: {
    children: ['testsuite', 'properties', 'testcase', 'system-out', 'system-err'],
    needed: ['name', 'tests', 'failures', 'errors'],
    others: ['group', 'time', 'skipped', 'timestamp', 'hostname', 'id', 'package', 'file', 'log', 'url'],
  },
  properties: { children: ['property'], needed: [], others: [] },
  property: { children: [], needed: ['name', 'value'], others: [] },
  testcase: {
    children: ['skipped', 'error', 'failure', 'system-out', 'system-err'],
    needed: ['name'],
    others: ['time', 'classname', 'group'],
  },
  failure: { children: [], needed: [], others: ['type', 'message'] },
  skipped: { children: [], needed: [], others: ['type', 'message'] },
  'system-out': { children: [], needed: [], others: [] },
};

function faults(element: Element): string[] {
  const rule = rules[element.tag];
  if (rule === undefined) return [`unknown element ${element.tag}`];
  const names = Object.keys(element.attributes);
  return [
    ...rule.needed.filter((name) => !names.includes(name)).map((name) => `${element.tag} lacks ${name}`),
    ...names
      .filter((name) => ![...rule.needed, ...rule.others].includes(name))
      .map((name) => `${element.tag} has ${name}`),
    ...element.children
      .filter(({ tag }) => !rule.children.includes(tag))
      .map(({ tag }) => `${tag} inside ${element.tag}`),
    ...(element.attributes.time === undefined || /^\d+\.\d{3}$/u.test(element.attributes.time)
      ? []
      : [`time ${element.attributes.time}`]),
    ...element.children.flatMap(faults),
  ];
}

describe('a test run as JUnit XML', () => {
  const file = written('awkward.xml', junitOf(redactRun(awkwardRun())));

  it('is XML that Python parses, in the format of the usual schema', () => {
    const root = python<Element>(elements, file);
    expect(faults(root)).toEqual([]);
    expect(root.attributes).toMatchObject({
      name: 'Kõik & <kogu> "plaan"',
      tests: '4',
      failures: '2',
      errors: '0',
    });
    const cases = root.children.flatMap(({ children }) => children.filter(({ tag }) => tag === 'testcase'));
    expect(cases).toHaveLength(4);
    const failure = cases[1]?.children[0];
    // The control character that XML cannot contain is removed; the rest is unchanged.
    expect(failure?.attributes.message).toBe('reaches: any within 30 s: not reached ]]> <b>&\u{1F600}');
    expect(cases[3]?.children[0]?.tag).toBe('skipped');
  });

  it('is valid according to the schema that Jenkins and its tools use', async () => {
    const schema = readFileSync(new URL('../../fixtures/jenkins-junit.xsd', import.meta.url), 'utf8');
    const faultsOf = async (xml: string) => (await validateXML({ xml, schema })).errors;
    const xml = readFileSync(file, 'utf8');
    expect(await faultsOf(xml)).toEqual([]);
    expect(await faultsOf(xml.replace(' name="sms only"', ''))).not.toEqual([]);
  });

  it('counts what could not be sent as an error, and everything else that failed as a failure', () => {
    const run = awkwardRun();
    const refused = run.list.map((cell) => ({
      ...cell,
      result: cell.result === null ? null : { ...cell.result, state: 'refused' },
    }));
    const root = python<Element>(elements, written('refused.xml', junitOf({ ...run, list: refused })));
    expect(root.attributes).toMatchObject({ tests: '4', failures: '0', errors: '2' });
    const tags = root.children.flatMap(({ children }) =>
      children.filter(({ tag }) => tag === 'testcase').map(({ children: inside }) => inside[0]?.tag),
    );
    expect(tags).toEqual(['system-out', 'error', 'error', 'skipped']);
  });

  it('has in each suite the cost of its own messages', () => {
    const root = python<Element>(elements, file);
    const costs = root.children.map(({ children }) =>
      children
        .flatMap(({ children: inside }) => inside)
        .filter(({ attributes }) => attributes.name === 'cost EUR')
        .map(({ attributes }) => attributes.value),
    );
    // One passed and two failed, one of them twice, at 0.045 each.
    expect(costs).toEqual([['0.18'], ['0']]);
  });

  it('is read by a parser that CI systems use', () => {
    const read = parseResults({ type: 'junit', files: [file] });
    // The parser takes its totals from the root, where the schema has no count of skipped tests; each suite
    // has one.
    const statuses = read.suites.flatMap(({ cases }: { cases: { status: string }[] }) =>
      cases.map(({ status }) => status),
    );
    expect(statuses).toEqual(['PASS', 'FAIL', 'FAIL', 'SKIP']);
    expect(read.suites.map(({ name }: { name: string }) => name)).toEqual(['viber, "then" sms', 'sms only']);
  });
});

describe('a test run as CSV', () => {
  it('has a line per cell and attempt, and nothing that a spreadsheet interprets as a formula', () => {
    const file = written('awkward.csv', csvOf(redactRun(awkwardRun())));
    const rows = python<string[][]>(
      'import csv, json, sys; print(json.dumps(list(csv.reader(open(sys.argv[1], newline="", encoding="utf-8-sig")))))',
      file,
    );
    expect(rows).toHaveLength(6);
    expect(new Set(rows.map((row) => row.length))).toEqual(new Set([26]));
    const numbers = rows.slice(1).map((row) => row[1]);
    expect(numbers).toContain("'=cmd()");
    expect(rows[1]?.slice(6, 10)).toEqual(['passed', 'viber', '1234', '0.045']);
  });
});

describe('a test run as CSV for a spreadsheet that expects semicolons', () => {
  it('has semicolons between its cells, and amounts with a decimal comma', () => {
    const write: (run: Run, separator: ';') => string = csvOf;
    const [heading, first] = write(redactRun(awkwardRun()), ';').split('\r\n');
    expect(heading?.split(';').slice(1, 3)).toEqual(['number', 'country']);
    expect(first?.split(';').slice(6, 10)).toEqual(['passed', 'viber', '1234', '0,045']);
  });
});

describe('a redacted report of a test run', () => {
  it('contains no number, no plan and no text', () => {
    const run = redactRun(awkwardRun());
    for (const text of [junitOf(run), csvOf(run), JSON.stringify(jsonOf(run)), htmlOf(run)]) {
      expect(text).not.toContain('55550100');
      expect(text).not.toContain('number: +');
    }
    expect(csvOf(run)).toContain('+372…00');
  });

  it('distinguishes two numbers that look the same when shortened', () => {
    const run = awkwardRun();
    const [first] = run.list;
    if (!first) throw new Error('no cell');
    const list = ['+37255550100', '+37255560100', '+37255550100'].map((number) => ({ ...first, number }));
    expect(redactRun({ ...run, list, earlier: [] }).list.map(({ number }) => number)).toEqual([
      '+372…00',
      '+372…00 (2)',
      '+372…00',
    ]);
  });

  it('as JSON counts the confirmations on handsets separately from the delivery reports', () => {
    expect(jsonOf(awkwardRun())).toMatchObject({
      cells: { all: 4, sent: 3, passed: 1, failed: 2 },
      cost: { amount: '0.135', currency: 'EUR' },
      contradicted: 1,
      flaky: [{ number: 'Tele2 <phone> & co', passed: 1, failed: 1 }],
    });
  });
});

describe('the HTML report of a test run', () => {
  it('contains all text as plain text, and loads nothing from elsewhere', () => {
    const page = htmlOf(redactRun(awkwardRun()));
    expect(page).toContain('Kõik &amp; &lt;kogu&gt; &quot;plaan&quot;');
    expect(page).not.toMatch(/<script|<link|<img|src=|url\(|@import/u);
    expect(page).toContain('had not: such reports may be made up');
  });
});
