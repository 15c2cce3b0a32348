import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { today } from '../../testing/sp-under-test.ts';
import { assertionSubject } from '../../testing/verified-assertion.ts';
import { confirmationAddress } from './confirmation-address.ts';
import { employee } from './employee.ts';
import { freshness } from './freshness.ts';
import { notBefore } from './not-before.ts';
import { notOnOrAfter } from './not-on-or-after.ts';
import { sessionNotOnOrAfter } from './session-not-on-or-after.ts';
import { allChecks, assertionChecks } from './table.ts';
import { unknownCondition } from './unknown-condition.ts';

const later = (milliseconds: number) => new Date(today.getTime() + milliseconds).toISOString();
const SKEW = 180_000;

test('a valid assertion passes every check', async () => {
  const subject = await assertionSubject();
  for (const check of [...assertionChecks, employee])
    expect({ name: check.name, passed: check.run(subject).passed }).toEqual({
      name: check.name,
      passed: true,
    });
});

test('names are unique, and every check has a title, a clause and advice', () => {
  expect(new Set(allChecks.map(({ name }) => name)).size).toBe(allChecks.length);
  for (const { name, title, clause, whatToDo } of allChecks) {
    expect(name).toMatch(/^[a-z_]+$/);
    for (const text of [title, clause, whatToDo]) expect(text.length).toBeGreaterThan(5);
  }
});

describe('to the millisecond, with 180 s of skew', () => {
  test.each([
    [SKEW, true],
    [SKEW + 1, false],
  ])('NotBefore %i ms ahead: %s', async (ahead, passed) => {
    expect(notBefore.run(await assertionSubject({ notBefore: later(ahead) })).passed).toBe(passed);
  });
  test.each([
    [-SKEW + 1, true],
    [-SKEW, false],
  ])('NotOnOrAfter %i ms ahead: %s', async (ahead, passed) => {
    const subject = await assertionSubject({ notOnOrAfter: later(ahead) });
    expect(notOnOrAfter.run(subject).passed).toBe(passed);
  });
  test.each([
    [1, true],
    [0, false],
  ])('SessionNotOnOrAfter %i ms ahead, without skew: %s', async (ahead, passed) => {
    const subject = await assertionSubject({ sessionNotOnOrAfter: later(ahead) });
    expect(sessionNotOnOrAfter.run(subject).passed).toBe(passed);
  });
  test.each([
    [-7_200_000 - SKEW, true],
    [-7_200_000 - SKEW - 1, false],
  ])('issued %i ms ago: %s', async (ahead, passed) => {
    const subject = await assertionSubject({ assertionIssueInstant: later(ahead) });
    expect(freshness.run(subject).passed).toBe(passed);
  });
});

test('Conditions without any times are valid', async () => {
  const subject = await assertionSubject({ notBefore: null, notOnOrAfter: null });
  expect(notBefore.run(subject).passed && notOnOrAfter.run(subject).passed).toBe(true);
});

test.each([['2026-02-30T00:00:00Z'], ['1769846400'], [''], ['2026-01-31T09:00:00']])(
  'a malformed instant fails closed: "%s"',
  async (text) => {
    const subject = await assertionSubject({
      notBefore: text,
      notOnOrAfter: text,
      authnInstant: text,
      sessionNotOnOrAfter: text,
      confirmationNotOnOrAfter: text,
      assertionIssueInstant: text,
    });
    const failed = assertionChecks
      .filter((check) => !check.run(subject).passed)
      .map(({ name }) => name);
    expect(failed).toEqual(
      [
        'assertion_issue_instant',
        'confirmation_not_on_or_after',
        'not_before',
        'not_on_or_after',
        'validity_window',
      ].concat([...['authn_instant', 'session_not_on_or_after', 'freshness']]),
    );
  },
);

// The schema does not let an unknown condition through (Condition is abstract), so it is shown to the check alone.
test('a condition that is not understood', async () => {
  const subject = await assertionSubject();
  const { conditions } = subject.assertion;
  if (!conditions) throw new Error('no Conditions');
  expect(unknownCondition.run(subject).passed).toBe(true);
  const assertion = { ...subject.assertion, conditions: { ...conditions, unknown: ['u:Unknown'] } };
  expect(unknownCondition.run({ ...subject, assertion })).toMatchObject({
    passed: false,
    found: 'u:Unknown',
  });
});

test.each([
  ['::ffff:127.0.0.1', true],
  ['127.0.0.1', true],
  ['127.0.0.2', false],
])('address %s', async (address, passed) => {
  const finding = confirmationAddress.run(await assertionSubject({ address }));
  expect(finding.passed).toBe(passed);
});

test('every check has a response that only this check refuses', () => {
  const folder = new URL('../', import.meta.url);
  const tests = readdirSync(folder).filter((name) => name.endsWith('.test.ts'));
  const text = tests.map((name) => readFileSync(new URL(name, folder), 'utf8')).join('\n');
  const shownToTheCheckAlone = ['unknown_condition'];
  const missing = allChecks
    .map(({ name }) => name)
    .filter((name) => !text.includes(`'${name}'`) && !shownToTheCheckAlone.includes(name));
  expect(missing).toEqual([]);
});
