import { describe, expect, test } from 'vitest';
import { sourceInWords, sourceValues } from './source-values.ts';
import type { ClaimsSubject } from './user-attributes.ts';
import type { UserProfile } from './user-profile.ts';
import type { PlainSource, Transformation, ValueSource } from './value-source.ts';

const profile: UserProfile = {
  department: 'Finance_BSimon_US',
  employeeId: '123_BSimon_456',
  city: '',
  country: 'US',
  otherMails: ['one@example.com', 'two@example.com'],
  proxyAddresses: ['SMTP:b.simon@contoso.com', 'smtp:simon@contoso.com'],
  directoryExtensions: { extension_0123_colour: ['Red', 'Blue'] },
};
const subject: ClaimsSubject = {
  user: {
    id: 'oid',
    displayName: 'B.Simon',
    userPrincipalName: 'B.Simon@contoso.com',
    givenName: 'B',
    surname: null,
    mail: 'joe_smith@contoso.com',
    profile: JSON.stringify(profile),
  },
};

const attribute = (name: string) => ({ kind: 'attribute', attribute: name }) as PlainSource;
const constant = (value: string): PlainSource => ({ kind: 'constant', value });
const mail = attribute('user.mail');
const department = attribute('user.department');
const employeeId = attribute('user.employeeid');

const transformed = (...transformations: Transformation[]): ValueSource => ({
  kind: 'transformation',
  transformations,
});
const valuesOf = (...transformations: Transformation[]) =>
  sourceValues(transformed(...transformations), subject);

describe('one transformation (entra-saml.md 3.2)', () => {
  test.each<[Transformation, string | undefined]>([
    [{ method: 'ExtractMailPrefix', input: mail }, 'joe_smith'],
    [{ method: 'ExtractMailPrefix', input: department }, 'Finance_BSimon_US'],
    [
      { method: 'Join', input: mail, separator: '.', parameter2: constant('sandbox') },
      'joe_smith@contoso.com.sandbox',
    ],
    [
      { method: 'Join', input: mail, parameter2: attribute('user.country') },
      'joe_smith@contoso.comUS',
    ],
    [{ method: 'ToLowercase', input: department }, 'finance_bsimon_us'],
    [{ method: 'ToUppercase', input: mail }, 'JOE_SMITH@CONTOSO.COM'],
    [{ method: 'Contains', input: mail, value: '@contoso.com', output: constant('in') }, 'in'],
    [
      { method: 'Contains', input: mail, value: '@fabrikam.com', output: constant('in') },
      undefined,
    ],
    [
      { method: 'Contains', input: mail, value: 'x!', output: mail, otherwise: employeeId },
      '123_BSimon_456',
    ],
    [{ method: 'EndWith', input: employeeId, value: '456', output: constant('yes') }, 'yes'],
    [{ method: 'EndWith', input: employeeId, value: '123', output: constant('yes') }, undefined],
    [{ method: 'StartWith', input: employeeId, value: '123', output: constant('yes') }, 'yes'],
    [
      {
        method: 'StartWith',
        input: employeeId,
        value: '456',
        output: constant('yes'),
        otherwise: constant('no'),
      },
      'no',
    ],
    [{ method: 'ExtractAfter', input: department, value: 'Finance_' }, 'BSimon_US'],
    [{ method: 'ExtractAfter', input: department, value: 'Sales_' }, undefined],
    [{ method: 'ExtractBefore', input: department, value: '_US' }, 'Finance_BSimon'],
    [{ method: 'ExtractBetween', input: department, value: 'Finance_', value2: '_US' }, 'BSimon'],
    [{ method: 'ExtractBetween', input: department, value: '_US', value2: 'Finance_' }, undefined],
    [{ method: 'ExtractAlphaPrefix', input: department }, 'Finance'],
    [{ method: 'ExtractAlphaPrefix', input: employeeId }, undefined],
    [{ method: 'ExtractAlphaSuffix', input: department }, 'US'],
    [{ method: 'ExtractNumericPrefix', input: employeeId }, '123'],
    [{ method: 'ExtractNumericSuffix', input: employeeId }, '456'],
    [{ method: 'ExtractNumericSuffix', input: department }, undefined],
    [{ method: 'IfEmpty', input: attribute('user.surname'), output: constant('none') }, 'none'],
    [{ method: 'IfEmpty', input: mail, output: constant('none') }, undefined],
    [
      { method: 'IfEmpty', input: mail, output: constant('none'), otherwise: mail },
      'joe_smith@contoso.com',
    ],
    [{ method: 'IfNotEmpty', input: mail, output: constant('some') }, 'some'],
    [
      { method: 'IfNotEmpty', input: attribute('user.surname'), output: constant('some') },
      undefined,
    ],
    [
      {
        method: 'SubstringFixedLength',
        input: constant('PleaseExtractThisNow'),
        startIndex: 6,
        length: 11,
      },
      'ExtractThis',
    ],
    [
      { method: 'SubstringEndOfString', input: constant('PleaseExtractThisNow'), startIndex: 6 },
      'ExtractThisNow',
    ],
    [{ method: 'SubstringEndOfString', input: constant('short'), startIndex: 9 }, undefined],
    [
      {
        method: 'RegexReplace',
        input: mail,
        pattern: String.raw`(?'domain'^.*?)(?i)(\@contoso\.com)$`,
        replacement: '{country}.{domain}@xyz.com',
        parameters: [attribute('user.country')],
      },
      'US.joe_smith@xyz.com',
    ],
    [
      { method: 'RegexReplace', input: mail, pattern: '^x', replacement: 'y' },
      'joe_smith@contoso.com',
    ],
    [
      {
        method: 'RegexReplace',
        input: mail,
        pattern: '^x',
        replacement: 'y',
        otherwise: employeeId,
      },
      '123_BSimon_456',
    ],
  ])('%o', (one, value) => {
    expect(valuesOf(one)).toEqual(value === undefined ? [] : [value]);
  });
});

test('the second of two transformations gets the output of the first', () => {
  expect(valuesOf({ method: 'ExtractMailPrefix', input: mail }, { method: 'ToUppercase' })).toEqual(
    ['JOE_SMITH'],
  );
});

test('a transformation is applied to the first value, or to all of a source that is treated as multivalued', () => {
  const one: Transformation = { method: 'ExtractMailPrefix', input: attribute('user.othermail') };
  expect(valuesOf(one)).toEqual(['one']);
  expect(valuesOf({ ...one, treatAsMultiValue: true })).toEqual(['one', 'two']);
  expect(valuesOf({ ...one, treatAsMultiValue: true }, { method: 'ToUppercase' })).toEqual([
    'ONE',
    'TWO',
  ]);
});

test('an attribute with several values gives one, a directory extension all of them (CMP)', () => {
  expect(sourceValues(attribute('user.proxyaddresses'), subject)).toEqual([
    'SMTP:b.simon@contoso.com',
  ]);
  const extension: ValueSource = { kind: 'directoryExtension', extension: 'extension_0123_colour' };
  expect(sourceValues(extension, subject)).toEqual(['Red', 'Blue']);
  expect(valuesOf({ method: 'ToLowercase', input: extension, treatAsMultiValue: true })).toEqual([
    'red',
    'blue',
  ]);
});

describe('what ends the sign-in', () => {
  const surname = attribute('user.surname');
  test.each<[Transformation[], string]>([
    [[{ method: 'ToUppercase', input: surname }], 'sourceClaim'],
    [[{ method: 'ExtractMailPrefix', input: surname }], 'mail'],
    [[{ method: 'Join', input: surname, parameter2: mail }], 'string1'],
    [[{ method: 'Join', input: mail, parameter2: surname }], 'string2'],
    [[{ method: 'RegexReplace', input: surname, pattern: 'a', replacement: 'b' }], 'sourceClaim'],
    [
      [{ method: 'ExtractNumericPrefix', input: department }, { method: 'ToLowercase' }],
      'sourceClaim',
    ],
  ])('%o lacks its input: 501241', (transformations, input) => {
    expect(() => valuesOf(...transformations)).toThrow(
      expect.objectContaining({ name: 'TransformationFailure', code: 501241, input }),
    );
  });

  test('a regular expression that takes too long: 501621', () => {
    const one: Transformation = {
      method: 'RegexReplace',
      input: constant(`${'a'.repeat(40)}!`),
      pattern: '(a+)+$',
      replacement: 'x',
    };
    expect(() => valuesOf(one)).toThrow(expect.objectContaining({ code: 501621 }));
  });
});

test('a source is printed as on the pages of Entra', () => {
  const prefix: Transformation = { method: 'ExtractMailPrefix', input: mail };
  const join: Transformation = { method: 'Join', separator: '@', parameter2: constant('a.com') };
  expect(sourceInWords(transformed(prefix, join))).toBe(
    'Join (ExtractMailPrefix (user.mail), "@", "a.com")',
  );
});
