import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Browser } from '../testing/browser.ts';
import { buildResponse, encode } from '../testing/build-response.ts';
import { type SpUnderTest, spUnderTest, today } from '../testing/sp-under-test.ts';
import { allChecks } from './checks/table.ts';

let under: SpUnderTest;
let unique = 0;

beforeAll(async () => {
  under = await spUnderTest();
});
afterAll(() => under.sp.close());

const browser = () => new Browser(under.sp);

/** A valid answer to a request, with a new assertion ID. */
async function answerTo(inResponseTo: string | null, parts = {}) {
  unique += 1;
  const assertionId = `_a${unique}`;
  return encode(await buildResponse(under.context, { inResponseTo, assertionId, ...parts }));
}

describe('sign-in', () => {
  test.each(['assertion', 'response', 'both'] as const)('with a signed %s', async (sign) => {
    const person = browser();
    const response = await answerTo(await person.startSignIn(), { sign });
    const answer = await person.postResponse(response);
    expect([answer.statusCode, answer.headers.location]).toEqual([303, '/account']);
    const whoami = await person.get('/api/whoami');
    expect(whoami.json()).toEqual({
      email: 'B.Simon@contoso.com',
      firstName: 'B',
      lastName: 'Simon',
      company: 'contoso',
      nameId: 'B.Simon@contoso.com',
      sessionIndex: `_a${unique}`,
      signedInAt: today.toISOString(),
    });
  });

  test('unsolicited, while the company allows it', async () => {
    const person = browser();
    expect((await person.postResponse(await answerTo(null))).statusCode).toBe(303);
    expect(await person.whoami()).toBe(200);
  });

  test('finds the employee whatever the case of the NameID', async () => {
    const person = browser();
    const response = await answerTo(null, { nameId: 'b.simon@CONTOSO.com' });
    expect((await person.postResponse(response)).statusCode).toBe(303);
  });

  test('shows every check on the employee’s page', async () => {
    const person = browser();
    await person.postResponse(await answerTo(await person.startSignIn()));
    const page = await person.get('/account');
    for (const { name } of allChecks) expect(page.body).toContain(`data-check="${name}"`);
    expect(page.body).toContain(`${allChecks.length} passed`);
    expect(page.body).not.toContain('data-passed="false"');
  });

  test('gives a new session id, and the former session ends', async () => {
    const person = browser();
    await person.postResponse(await answerTo(null));
    const former = person.cookies.get('peakon_session') ?? '';
    await person.postResponse(await answerTo(null));
    expect(person.cookies.get('peakon_session')).not.toBe(former);
    const holder = browser();
    holder.cookies.set('peakon_session', former);
    expect(await holder.whoami()).toBe(401);
  });

  test('does not adopt a session id that the browser brings', async () => {
    const person = browser();
    const planted = 'A'.repeat(43);
    person.cookies.set('peakon_session', planted);
    await person.postResponse(await answerTo(null));
    expect(person.cookies.get('peakon_session')).not.toBe(planted);
  });

  test('ends when the session at the identity provider ends', async () => {
    const person = browser();
    const end = new Date(today.getTime() + 60_000);
    const response = await answerTo(null, { sessionNotOnOrAfter: end.toISOString() });
    await person.postResponse(response);
    under.setNow(new Date(end.getTime() - 1));
    expect(await person.whoami()).toBe(200);
    under.setNow(end);
    expect(await person.whoami()).toBe(401);
    under.setNow(today);
  });
});

describe('only once: ', () => {
  test('twenty identical responses that arrive together open one session', async () => {
    const person = browser();
    const response = await answerTo(await person.startSignIn());
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => person.postResponse(response)),
    );
    const statuses = answers.map(({ statusCode }) => statusCode);
    expect(statuses.filter((status) => status === 303)).toHaveLength(1);
    expect(statuses.filter((status) => status === 403)).toHaveLength(19);
    for (const answer of answers.filter(({ statusCode }) => statusCode === 403))
      expect(['replay', 'in_response_to']).toContain(answer.json().check);
    expect(answers.flatMap(({ cookies }) => cookies)).toHaveLength(1);
  });

  test('twenty identical unsolicited responses open one session', async () => {
    const response = await answerTo(null);
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => browser().postResponse(response)),
    );
    expect(answers.filter(({ statusCode }) => statusCode === 303)).toHaveLength(1);
    const others = answers.filter(({ statusCode }) => statusCode !== 303);
    expect(new Set(others.map((answer) => answer.json().check))).toEqual(new Set(['replay']));
  });

  test('a response is refused again after sign-out, in a new browser', async () => {
    const person = browser();
    const response = await answerTo(await person.startSignIn());
    await person.postResponse(response);
    const other = browser();
    const answer = await other.postResponse(response);
    expect([answer.statusCode, answer.json().check]).toEqual([403, 'replay']);
    expect(await other.whoami()).toBe(401);
  });

  test('a new assertion for an answered request is refused', async () => {
    const person = browser();
    const request = await person.startSignIn();
    await person.postResponse(await answerTo(request));
    const answer = await person.postResponse(await answerTo(request));
    expect([answer.statusCode, answer.json().check]).toEqual([403, 'in_response_to']);
    expect(answer.json().found).toContain('already answered');
  });

  test('the refusal after the back button says that the session continues', async () => {
    const person = browser();
    const response = await answerTo(await person.startSignIn());
    await person.postResponse(response);
    const answer = await person.post('/saml/contoso/assert', { SAMLResponse: response });
    expect(answer.statusCode).toBe(403);
    expect(answer.body).toContain('already signed in as B.Simon@contoso.com');
    expect(await person.whoami()).toBe(200);
  });
});

describe('a refused response', () => {
  test('does not consume the request', async () => {
    const person = browser();
    const request = await person.startSignIn();
    const bad = await person.postResponse(
      await answerTo(request, { audiences: [['https://other']] }),
    );
    expect(bad.json().check).toBe('audience');
    expect(await person.whoami()).toBe(401);
    expect((await person.postResponse(await answerTo(request))).statusCode).toBe(303);
  });

  test('does not consume the assertion', async () => {
    const person = browser();
    const response = await answerTo(null, { nameId: 'new@contoso.com' });
    expect((await person.postResponse(response)).json().check).toBe('employee');
    await under.sp.administration.addEmployee({
      companyId: 'contoso',
      firstName: 'New',
      lastName: 'Person',
      email: 'new@contoso.com',
    });
    expect((await person.postResponse(response)).statusCode).toBe(303);
  });
});

describe('browsers and tabs', () => {
  test('two tabs are answered in reverse order', async () => {
    const person = browser();
    const first = await person.startSignIn();
    const second = await person.startSignIn();
    const late = await person.postResponse(await answerTo(second), {
      RelayState: '/account?tab=2',
    });
    const early = await person.postResponse(await answerTo(first), {
      RelayState: '/account?tab=1',
    });
    expect([late.statusCode, late.headers.location]).toEqual([303, '/account?tab=2']);
    expect([early.statusCode, early.headers.location]).toEqual([303, '/account?tab=1']);
  });

  test('the answer to another browser’s request is refused', async () => {
    const attacker = browser();
    const response = await answerTo(await attacker.startSignIn());
    const victim = browser();
    await victim.startSignIn();
    const answer = await victim.postResponse(response);
    expect([answer.statusCode, answer.json().check]).toEqual([403, 'in_response_to']);
    expect(answer.json().found).toContain('another browser');
    expect(await victim.whoami()).toBe(401);
    expect((await attacker.postResponse(response)).statusCode).toBe(303);
  });

  test('an answer to an expired request is refused', async () => {
    const person = browser();
    const response = await answerTo(await person.startSignIn());
    under.setNow(new Date(today.getTime() + 15 * 60_000));
    const answer = await person.postResponse(response);
    under.setNow(today);
    expect(answer.json().found).toContain('expired');
    expect((await person.postResponse(response)).statusCode).toBe(303);
  });

  test('the eleventh tab drops the request of the first', async () => {
    const person = browser();
    const requests: string[] = [];
    for (let tab = 0; tab < 11; tab += 1) {
      under.setNow(new Date(today.getTime() + tab));
      requests.push(await person.startSignIn());
    }
    under.setNow(today);
    const [first = '', second = ''] = requests;
    const lost = await person.postResponse(await answerTo(first));
    expect(lost.json().found).toContain('never sent');
    expect((await person.postResponse(await answerTo(second))).statusCode).toBe(303);
  });

  test.each(['peakon_session', 'peakon_pending'])('%s cut short counts as absent', async (name) => {
    const person = browser();
    const request = await person.startSignIn();
    if (name === 'peakon_session') await person.postResponse(await answerTo(request));
    person.cookies.set(name, (person.cookies.get(name) ?? '').slice(0, -1));
    if (name === 'peakon_session') expect(await person.whoami()).toBe(401);
    else {
      const answer = await person.postResponse(await answerTo(request));
      expect([answer.statusCode, answer.json().check]).toEqual([403, 'in_response_to']);
    }
  });
});
