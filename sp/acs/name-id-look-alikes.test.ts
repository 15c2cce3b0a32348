import { afterAll, beforeAll, expect, test } from 'vitest';
import { acsUrl, answerTo, entityId, expectOnlyThisRefused } from '../testing/answers.ts';
import { Browser } from '../testing/browser.ts';
import { type SpUnderTest, spUnderTest } from '../testing/sp-under-test.ts';

let under: SpUnderTest;
beforeAll(async () => {
  under = await spUnderTest();
  const kim = { companyId: 'contoso', firstName: 'Kim', lastName: 'Strasse' };
  await under.sp.administration.addEmployee({ ...kim, email: 'Kim.Strasse@contoso.com' });
});
afterAll(() => under.sp.close());

const signInAs = async (nameId: string) => {
  const person = new Browser(under.sp);
  const request = await person.startSignIn();
  return person.postResponse(await answerTo(under, request, { parts: { nameId } }));
};

test.each([
  ['Kelvin sign', '\u212Aim.Strasse@contoso.com', 'U+212A'],
  ['dotless i', 'K\u0131m.Strasse@contoso.com', 'U+0131'],
  ['capital I with a dot', 'K\u0130m.Strasse@contoso.com', 'U+0130'],
  ['long s', 'Kim.\u017Ftrasse@contoso.com', 'U+017F'],
  ['sharp s', 'Kim.Stra\u00DFe@contoso.com', 'U+00DF'],
  ['capital sharp s', 'KIM.STRA\u1E9EE@contoso.com', 'U+1E9E'],
  ['ligature', 'Kim.\uFB06rasse@contoso.com', 'U+FB06'],
  ['full width letters', '\uFF2Bim.Strasse@contoso.com', 'U+FF2B'],
  ['full width at sign', 'Kim.Strasse\uFF20contoso.com', 'U+FF20'],
  ['one dot leader', 'Kim\u2024Strasse@contoso.com', 'U+2024'],
  ['combining accent', 'Ki\u0301m.Strasse@contoso.com', 'U+0301'],
  ['precomposed accent', 'K\u00EDm.Strasse@contoso.com', 'U+00ED'],
  ['zero-width joiner', 'Kim\u200D.Strasse@contoso.com', 'U+200D'],
  ['soft hyphen', 'Kim.Stra\u00ADsse@contoso.com', 'U+00AD'],
  ['no-break space at the end', 'Kim.Strasse@contoso.com\u00A0', 'U+00A0'],
  ['space at the end', 'Kim.Strasse@contoso.com ', 'U+0020'],
])(
  'a NameID that looks like an employee’s address is another person’s: %s',
  async (what, nameId, character) => {
    await expectOnlyThisRefused(under, {
      because: what,
      check: 'employee',
      found: `it looks like Kim.Strasse@contoso.com but contains ${character}`,
      parts: { nameId },
    });
  },
);

test.each([
  ['a NameID', { nameId: '\uFEFFKim.Strasse@contoso.com' }],
  ['an Audience', { audiences: [[`\uFEFF${entityId}`]] }],
  ['a Recipient', { recipient: `\uFEFF${acsUrl}` }],
])('%s that begins with a byte order mark', async (because, parts) => {
  const found = 'a byte order mark (U+FEFF) elsewhere than at its beginning';
  await expectOnlyThisRefused(under, { because, check: 'encoding', found, parts });
});

test('a byte order mark written as a character reference', async () => {
  const insert = (reference: string) => (xml: string) =>
    xml.replace(' Destination="', ` Destination="${reference}`);
  for (const reference of ['&#xFEFF;', '&#x0feff;', '&#65279;'])
    await expectOnlyThisRefused(under, {
      because: reference,
      check: 'encoding',
      found: 'byte order mark',
      alter: insert(reference),
    });
});

test.each(['Kim.Strasse@contoso.com', 'KIM.STRASSE@CONTOSO.COM', 'kim.strasse@contoso.com'])(
  'the case of ASCII letters may differ: %s',
  async (nameId) => {
    expect((await signInAs(nameId)).statusCode).toBe(303);
  },
);

test('two people whose addresses Unicode would fold into one stay two', async () => {
  const other = { companyId: 'contoso', firstName: 'Other', lastName: 'Person' };
  await under.sp.administration.addEmployee({ ...other, email: '\u212Aim.Strasse@contoso.com' });
  const person = new Browser(under.sp);
  const parts = { nameId: '\u212Aim.Strasse@contoso.com' };
  await person.postResponse(await answerTo(under, await person.startSignIn(), { parts }));
  expect((await person.get('/api/whoami')).json()).toMatchObject({
    email: '\u212Aim.Strasse@contoso.com',
  });
});
