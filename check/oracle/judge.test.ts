import { describe, expect, test } from 'vitest';
import { outcomeOf } from '../../catalogue/index.ts';
import { readSession, readSuccessRule } from '../subject/session-probe.ts';
import { judge, verdictOfCase } from './judge.ts';

const reject = {
  verdict: 'reject',
  forged: false,
  checks: ['audience'],
  namesChecks: true,
} as const;
const seen = (outcome: 'session' | 'none' | 'hostile', check?: string) => ({
  outcome,
  check,
  note: '',
});

describe('a response that must be refused', () => {
  test('must be refused for the right reason', () => {
    expect(judge(reject, seen('none', 'audience')).verdict).toBe('pass');
    expect(judge(reject, seen('none', 'schema'))).toMatchObject({
      verdict: 'fail',
      reason: expect.stringContaining('"schema" instead of "audience"'),
    });
    expect(judge(reject, seen('none')).verdict).toBe('fail');
    expect(judge({ ...reject, namesChecks: false }, seen('none')).verdict).toBe('pass');
    expect(judge(reject, seen('session')).verdict).toBe('fail');
  });
});

test('harm of another kind fails in the words of the run', () => {
  const fetched = { outcome: 'harm', note: 'The service provider fetched the entity.' } as const;
  expect(judge(reject, fetched)).toEqual({ verdict: 'fail', reason: fetched.note });
});

test('a session for the hostile marker always fails', () => {
  for (const verdict of ['accept', 'reject', 'inert', 'policy'] as const)
    expect(judge({ ...reject, verdict }, seen('hostile')).verdict).toBe('fail');
});

test('distinguishes a forgery that succeeded from one that was only accepted', () => {
  const forged = { ...reject, forged: true };
  expect(judge(forged, seen('hostile')).reason).toMatch(/^Signed in as the forged user/);
  expect(judge(forged, seen('session')).reason).toMatch(/could not be tied to the forged user/);
  const whose = { signedIn: true, honest: false, hostile: false };
  for (const [names, outcome] of [
    [{ honest: true }, 'hostile'],
    [{ hostile: true }, 'session'],
    [{}, 'session'],
    [{ honest: true, signedIn: false }, 'none'],
  ] as const)
    expect(outcomeOf({ ...whose, ...names }, { forged: true })).toBe(outcome);
  expect(outcomeOf({ ...whose, honest: true }, {})).toBe('session');
  expect(outcomeOf({ ...whose, hostile: true }, { bothSigned: true })).toBe('session');
  expect(outcomeOf({ ...whose, hostile: true }, {})).toBe('hostile');
});

test('judges responses that may or must be accepted', () => {
  const of = (verdict: 'accept' | 'inert' | 'policy') => ({ ...reject, verdict });
  expect(judge(of('accept'), seen('session')).verdict).toBe('pass');
  expect(judge(of('accept'), seen('none')).verdict).toBe('fail');
  for (const outcome of ['session', 'none'] as const) {
    expect(judge(of('inert'), seen(outcome)).verdict).toBe('inert-ok');
    expect(judge(of('policy'), seen(outcome)).verdict).toBe('policy-noted');
  }
});

test('a case is as good as its worst run, apart from skipped ones', () => {
  expect(verdictOfCase(['pass', 'fail', 'error'])).toBe('fail');
  expect(verdictOfCase(['pass', 'error'])).toBe('error');
  expect(verdictOfCase(['pass', 'not-applicable'])).toBe('pass');
  expect(verdictOfCase(['not-applicable'])).toBe('not-applicable');
});

describe('the whoami response', () => {
  const look = (success: string | undefined, status: number, body: string, honest?: string) =>
    readSession(
      { url: '', success: readSuccessRule(success), honest: 'honest@example.test' },
      { status, body },
      honest,
    );

  test('finds the NameID in a 2xx response', () => {
    expect(look(undefined, 200, 'Hello Honest@example.test').signedIn).toBe(true);
    expect(look(undefined, 200, 'Please sign in').signedIn).toBe(false);
    expect(look(undefined, 401, 'honest@example.test').signedIn).toBe(false);
  });

  test('reads the identity between two texts of a page, and nothing else of it', () => {
    const page = (name: string) =>
      `<p>Signed in as <b>${name}</b> since today.</p><dl>All claims: hostile@example.test</dl>`;
    const rule = 'text:Signed in as {} since';
    const honest = look(rule, 200, page('Honest@example.test'), 'honest@example.test');
    expect(honest).toMatchObject({ signedIn: true, honest: true, hostile: false });
    const other = look(rule, 200, page('somebody@example.test'), 'honest@example.test');
    expect(other).toMatchObject({ signedIn: true, honest: false, hostile: true });
    expect(look(rule, 200, '<p>Please sign in</p>').signedIn).toBe(false);
    expect(look(rule, 401, page('Honest@example.test')).signedIn).toBe(false);
    expect(look('text:Hello {}', 200, '<h1>Hello x@example.test !</h1>').text).toBe(
      'x@example.test',
    );
  });

  test('reads status, text and JSON pointer', () => {
    expect(look('status', 204, '').signedIn).toBe(true);
    expect(look('status', 302, '').signedIn).toBe(false);
    expect(look('status:302', 302, '').signedIn).toBe(true);
    expect(look('text:Sign out', 200, '<a>Sign out</a>').signedIn).toBe(true);
    expect(look('/a~1b/0', 200, '{"a/b":["x"]}')).toMatchObject({ signedIn: true, text: 'x' });
    expect(look('/user', 200, '{"user":null}').signedIn).toBe(false);
    expect(look('/user', 200, 'no JSON').signedIn).toBe(false);
  });

  test('recognises another user', () => {
    expect(look('/u', 200, '{"u":"B"}', 'A')).toMatchObject({ signedIn: true, hostile: true });
    expect(look('/u', 200, '{"u":"a"}', 'A').hostile).toBe(false);
    expect(look(undefined, 200, 'hostile@example.test').hostile).toBe(true);
    expect(look('text:Sign out', 200, 'Sign out hostile@example.test').hostile).toBe(true);
    expect(look('status', 401, 'hostile@example.test').hostile).toBe(false);
  });

  test('a JSON pointer alone decides whose session it is', () => {
    const claims = '{"u":"A","claims":["hostile@example.test"]}';
    expect(look('/u', 200, claims, 'A')).toMatchObject({ honest: true, hostile: false });
  });

  test('without one, a response that names both users says nothing against the test user', () => {
    const both = look('text:Sign out', 200, 'Sign out honest@example.test hostile@example.test');
    expect(both).toMatchObject({ signedIn: true, honest: false, hostile: false });
    expect(outcomeOf(both, {})).toBe('session');
    expect(outcomeOf(both, { forged: true })).toBe('session');
  });
});
