import { describe, expect, test } from 'vitest';
import { SamlError, type SamlErrorCode } from '../../saml/errors.ts';
import type { Check, CheckInfo } from './check.ts';
import { CheckRun } from './check-run.ts';
import type { CodedCheck } from './coded-check.ts';
import { SpError } from './sp-error.ts';

const info = (name: string): CheckInfo => ({
  name,
  title: `${name} is right`,
  fault: `${name} is wrong`,
  clause: 'none',
  whatToDo: 'Nothing.',
});
const coded = (name: string, ...codes: SamlErrorCode[]): CodedCheck<{ seen: string }> => ({
  ...info(name),
  codes,
  expected: `a right ${name}`,
  found: ({ seen }) => seen,
});
const fallible: Check<{ fault?: Error }> = {
  ...info('fallible'),
  run: ({ fault }) => {
    if (fault) throw fault;
    return { passed: true, expected: 'no fault', found: 'none' };
  },
};
const size = coded('size', 'too_large');
const profile = coded('profile', 'signature_profile');
const key = coded('key', 'untrusted_key');
const signature = [profile, key];

const run = () =>
  new CheckRun({
    refused: 'Refused',
    whileSignedIn: '',
    stages: [
      { title: 'reading', checks: [size, fallible] },
      { title: 'signature', checks: signature },
    ],
  });

/** The refusal that `act` ends in, and what became of each check. */
function refusalOf(act: (run: CheckRun) => void) {
  try {
    act(run());
  } catch (error) {
    if (!(error instanceof SpError)) throw error;
    const { refusal, checks } = error;
    return { ...refusal, outcomes: checks.map(({ outcome }) => outcome) };
  }
  return undefined;
}

test('a check that throws counts as failed, without details', () => {
  const fault = new RangeError('a secret');
  expect(refusalOf((each) => each.make([fallible], {}))).toBeUndefined();
  const refused = refusalOf((each) => each.make([fallible], { fault }));
  expect(refused).toMatchObject({ check: 'fallible', status: 403 });
  expect(refused?.found).toBe('a fault of this program: RangeError');
});

describe('checks that saml/ makes together', () => {
  const failing = (code: SamlErrorCode) => () => {
    throw new SamlError(code, `It is ${code}.`);
  };

  test('all pass with what the work returns', () => {
    const each = run();
    expect(each.makeCoded(signature, () => ({ seen: 'it' }))).toEqual({ seen: 'it' });
    expect(each.outcomes).toEqual([
      ['profile', 'a right profile', 'it'],
      ['key', 'a right key', 'it'],
    ]);
  });

  test('the check that the error belongs to fails, and those before it pass', () => {
    const refused = refusalOf((each) => each.makeCoded(signature, failing('untrusted_key')));
    expect(refused).toMatchObject({ check: 'key', found: 'It is untrusted_key.' });
    expect(refused?.outcomes).toEqual(['not_reached', 'not_reached', 'passed', 'failed']);
  });

  test.each([
    [
      'of an earlier stage',
      'too_large',
      'size',
      ['failed', 'not_reached', 'not_reached', 'not_reached'],
    ],
    ['of no check', 'schema', 'key', ['not_reached', 'not_reached', 'passed', 'failed']],
  ] as const)('an error %s is a refusal too', (_, code, check, outcomes) => {
    const refused = refusalOf((each) => each.makeCoded(signature, failing(code)));
    expect(refused).toMatchObject({ check, status: 403, outcomes });
  });

  test('any other error is thrown as it is', () => {
    const act = () =>
      run().makeCoded(signature, () => {
        throw new TypeError('ours');
      });
    expect(act).toThrow(TypeError);
  });
});
