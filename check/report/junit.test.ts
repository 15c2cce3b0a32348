import { DOMParser } from '@xmldom/xmldom';
import { describe, expect, test } from 'vitest';
import { everyVerdict } from '../testing/sample-report.ts';
import { toJUnit } from './junit.ts';

interface Shape {
  readonly children?: readonly string[];
  readonly text?: true;
  readonly required?: readonly string[];
  readonly optional?: readonly string[];
}

const outcome: Shape = { text: true, optional: ['type', 'message'] };

/** What Jenkins accepts (junit-10.xsd of its xUnit plugin), of the elements that are used here. */
const shapes: Readonly<Record<string, Shape>> = {
  testsuites: {
    children: ['testsuite'],
    optional: ['name', 'time', 'tests', 'failures', 'errors'],
  },
  testsuite: {
    children: ['properties', 'testcase'],
    required: ['name', 'tests', 'failures', 'errors'],
    optional: ['skipped', 'time', 'timestamp'],
  },
  properties: { children: ['property'] },
  property: { required: ['name', 'value'] },
  testcase: {
    children: ['skipped', 'error', 'failure', 'system-out'],
    required: ['name'],
    optional: ['time', 'classname'],
  },
  'system-out': { text: true },
  skipped: outcome,
  error: outcome,
  failure: outcome,
};

/** What the schema does not allow, one sentence each. */
function faultsIn(xml: string): string[] {
  const root = new DOMParser().parseFromString(xml, 'text/xml').documentElement;
  return root?.nodeName === 'testsuites' ? faultsOf(root) : ['the root is not testsuites'];
}

function faultsOf(element: Element): string[] {
  const name = element.nodeName;
  const { children = [], text, required = [], optional = [] } = shapes[name] ?? {};
  const given = Array.from(element.attributes).map((attribute) => attribute.name);
  const inside = Array.from(element.childNodes);
  return [
    ...required.filter((each) => !given.includes(each)).map((each) => `${name} needs ${each}`),
    ...given
      .filter((each) => ![...required, ...optional].includes(each))
      .map((each) => `${name} has ${each}`),
    ...(/^(\d{0,3})*(\.\d*)?$/.test(element.getAttribute('time') ?? '') ? [] : [`${name} time`]),
    ...inside.flatMap((node) => {
      if (node.nodeType === 3)
        return text || node.nodeValue?.trim() === '' ? [] : [`${name} has text`];
      return children.includes(node.nodeName)
        ? faultsOf(node as Element)
        : [`${name} contains ${node.nodeName}`];
    }),
  ];
}

describe('JUnit', () => {
  const xml = toJUnit(everyVerdict());
  const document = new DOMParser().parseFromString(xml, 'text/xml');
  const all = (name: string) => Array.from(document.getElementsByTagName(name));
  const attributesOf = (name: string, attribute: string) =>
    all(name).map((each) => each.getAttribute(attribute));

  test('is valid against the schema that Jenkins uses', () => {
    expect(faultsIn(xml)).toEqual([]);
    expect(faultsIn(toJUnit({ ...everyVerdict(), partial: 'Interrupted.', cases: {} }))).toEqual(
      [],
    );
  });

  test.each([
    ['<testsuites skipped="1"/>', 'testsuites has skipped'],
    ['<testsuites><testsuite tests="1" failures="0" errors="0"/></testsuites>', 'needs name'],
    ['<testsuites time="1 s"/>', 'testsuites time'],
    ['<testsuites>text</testsuites>', 'testsuites has text'],
    [
      '<testsuites><testsuite name="a" tests="1" failures="0" errors="0"><testcase name="b"><properties/></testcase></testsuite></testsuites>',
      'testcase contains properties',
    ],
  ])('control: finds what is not allowed in %s', (wrong, fault) => {
    expect(faultsIn(wrong).join()).toContain(fault);
  });

  test('counts failures, errors and skipped cases', () => {
    const [root] = all('testsuites');
    expect(['tests', 'failures', 'errors'].map((name) => root?.getAttribute(name))).toEqual([
      '13',
      '4',
      '2',
    ]);
    expect(all('testcase')).toHaveLength(13);
    expect(attributesOf('failure', 'type')).toEqual(['fail', 'fail', 'expired', 'stale']);
    expect(all('error')).toHaveLength(2);
    expect(all('skipped')).toHaveLength(4);
    const skipped = attributesOf('testsuite', 'skipped').map(Number);
    expect(skipped.reduce((a, b) => a + b)).toBe(4);
  });

  test('says why: a stale or expired baseline entry, and each case that was skipped', () => {
    const messages = attributesOf('failure', 'message');
    expect(messages[2]).toContain('has expired: Ticket 9');
    expect(messages[3]).toContain('passes now');
    expect(attributesOf('skipped', 'message').filter((message) => !message)).toEqual([]);
  });

  test('has severity and verdict of each case as properties', () => {
    const propertyOf = (name: string) =>
      all('property')
        .find((each) => each.getAttribute('name') === name)
        ?.getAttribute('value');
    expect(propertyOf('sig-crash.severity')).toBe('medium');
    expect(propertyOf('web-hidden.verdict')).toBe('not-shown');
    expect(propertyOf('web-broken.verdict')).toBe('not-played');
  });
});
