import { expect, test } from 'vitest';
import { readSession, readSuccessRule } from './session-probe.ts';

const honest = 'B.Simon@contoso.com';
const read = (rule: string, body: string) =>
  readSession({ url: '', success: readSuccessRule(rule), honest }, { status: 200, body }, honest);

test('a name on a page may have lost blanks around it; one at a JSON pointer has not', () => {
  expect(
    read('text:Signed in as {} today', `<p>Signed in as <b> ${honest} </b> today</p>`),
  ).toMatchObject({
    signedIn: true,
    honest: true,
    text: honest,
    trimmed: true,
  });
  const pointed = read('/user', JSON.stringify({ user: `${honest} ` }));
  expect(pointed).toMatchObject({ signedIn: true, hostile: true, text: `${honest} ` });
  expect(pointed.trimmed).toBeUndefined();
});
