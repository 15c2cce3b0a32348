import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { expressionFaults } from './check.ts';
import { evaluate, NotSimulated, unsimulatedFunctions } from './evaluate.ts';
import { expressionFunctions } from './functions/index.ts';
import { expressionText, parseExpression } from './parse.ts';
import { ExpressionFault } from './syntax.ts';
import { noFlow, type Plain, Redacted, Roles, type SourceObject, type Value } from './value.ts';

const attributes: Readonly<Record<string, Plain>> = {
  userPrincipalName: 'John.Doe@contoso.com',
  mail: 'John.Doe@Example.com',
  givenName: 'John',
  surname: 'Doe',
  displayName: 'Zoë Müller-Łukasz Øre Æsir Straße',
  country: 'USA',
  IsSoftDeleted: 'False',
  empty: '',
  mobile: '+49 151 234',
  quick: 'The quick brown fox',
  otherMails: ['a@x.com', 'b@x.com', 'a@x.com'],
  hired: '20261130091502.5Z',
  level: '10',
};

const reader = { id: 'r1', value: 'reader', displayName: 'Reader' };
const writer = { id: 'r2', value: 'writer', displayName: 'Writer' };
const source: SourceObject = {
  attribute: (name) => attributes[name] ?? null,
  roles: [reader, writer],
  guid: () => '11112222-3333-4444-8555-666677778888',
};

const value = (text: string): Value => evaluate(parseExpression(text), source);

describe('the functions of expressions', () => {
  // Examples of Microsoft's article where scim.md f.3 has one, and the boundaries that it names.
  test.each<[string, Value]>([
    ['Append([givenName], "!")', 'John!'],
    ['Append([nothing], "!")', null],
    ['Coalesce([nothing], [empty], [mail])', ''],
    ['Coalesce([nothing], , "x")', 'x'],
    ['Coalesce([nothing], [otherMails])', ['a@x.com', 'b@x.com', 'a@x.com']],
    ['Count([otherMails])', '3'],
    ['Count([nothing])', '0'],
    ['CStr([level])', '10'],
    ['FormatDateTime([hired], , "yyyyMMddHHmmss.fZ", "yyyy-MM-dd")', '2026-11-30'],
    ['FormatDateTime("30.11.2026", , "dd.MM.yyyy", "MM/dd/yyyy HH:mm:ss")', '11/30/2026 00:00:00'],
    ['FormatDateTime([nothing], , "yyyy", "yyyy")', null],
    ['Guid()', '11112222-3333-4444-8555-666677778888'],
    ['IIF([country]="USA", [givenName], [surname])', 'John'],
    ['IIF([country]="usa", [givenName], [surname])', 'Doe'],
    ['IIF([country]<>"USA", "other", "same")', 'same'],
    ['IIF([nothing]<>"USA", "other", "none")', 'none'],
    ['IIF([level]>9, "high", "low")', 'high'],
    ['IIF([level]<=9, "low", "high")', 'high'],
    ['IIF([surname]>="Doe", "yes", "no")', 'yes'],
    ['IIF([surname]<"Doe", "yes", "no")', 'no'],
    ['IIF(IsPresent([mail]), "has", "none")', 'has'],
    ['IgnoreFlowIfNullOrEmpty([empty])', noFlow],
    ['IgnoreFlowIfNullOrEmpty([mail])', 'John.Doe@Example.com'],
    ['InStr([quick], "quick")', '5'],
    ['InStr([quick], "Quick")', '0'],
    ['InStr([quick], "QUICK", 1, "vbTextCompare")', '5'],
    ['InStr([quick], "o", 14)', '18'],
    ['IsNull([nothing])', 'True'],
    ['IsNull([empty])', 'False'],
    ['IsNullOrEmpty([empty])', 'True'],
    ['IsNullOrEmpty([mail])', 'False'],
    ['IsPresent([empty])', 'False'],
    ['IsPresent([mail])', 'True'],
    ['Item(Split([userPrincipalName], "@"), 1)', 'John.Doe'],
    ['Item(Split([userPrincipalName], "@"), 2)', 'contoso.com'],
    ['Item(Split([userPrincipalName], "@"), 3)', null],
    ['Item(Split([userPrincipalName], "@"), 0)', null],
    ['Join(", ", "", [surname], [givenName])', 'Doe, John'],
    ['Join(".", [nothing], [otherMails], [givenName])', 'a@x.com.b@x.com.a@x.com.John'],
    ['Join("-", [nothing], [empty])', null],
    ['Left([givenName], 2)', 'Jo'],
    ['Left([givenName], 0)', ''],
    ['Left([givenName], -1)', 'John'],
    ['Left([givenName], 9)', 'John'],
    ['Left([nothing], 2)', ''],
    ['Mid([quick], 5, 5)', 'quick'],
    ['Mid([quick], 17, 99)', 'fox'],
    ['Mid([nothing], 1, 1)', null],
    ['NormalizeDiacritics([displayName])', 'Zoe Muller-Lukasz Oere Aesir Strasse'],
    ['NormalizeDiacritics("Ångström日本")', 'Angstrom日本'],
    ['Not([IsSoftDeleted])', 'True'],
    ['Not("True")', 'False'],
    ['RemoveDuplicates([otherMails])', ['a@x.com', 'b@x.com']],
    ['Replace([mail], "Example.com", , , "contoso.com", , )', 'John.Doe@contoso.com'],
    ['Replace([givenName], "{name}", , , , , "{name} and {name}")', 'John and John'],
    ['Replace([mobile], , "[^0-9]", , "", , )', '49151234'],
    [`Replace([surname], , "^(?<first>.)(?<rest>.*)$", , "\${rest}\${first}$$", , )`, 'oeD$'],
    ['Replace([surname], , "^(?<first>.)(.*)$", , "$1-$2", , )', 'oe-D'],
    ['Replace([mail], , "(?<suffix>@(.)*)", "suffix", "@contoso.com", , )', 'John.Doe@contoso.com'],
    ['Replace([mail], , "(?<suffix>@(.)*)", "suffix", , [country], )', 'John.DoeUSA'],
    ['Replace([nothing], , "(?<suffix>@(.)*)", "suffix", , [country], )', null],
    ['Split([otherMails], "@")', ['a', 'x.com']],
    ['Split([quick], " ")', ['The', 'quick', 'brown', 'fox']],
    ['Split([nothing], " ")', null],
    ['StripSpaces([quick])', 'Thequickbrownfox'],
    ['Switch([IsSoftDeleted], , "False", "True", "True", "False")', 'True'],
    ['Switch([country], "elsewhere", "usa", "here")', 'elsewhere'],
    ['Switch([nothing], , "False", "True")', null],
    ['ToLower([mail])', 'john.doe@example.com'],
    ['ToUpper("title", "tr-TR")', 'TİTLE'],
    ['ToUpper("title", "no such culture")', 'TITLE'],
    ['Word([quick], 2, " ")', 'quick'],
    ['Word("This,string!has&many separators", 3, ",!&#")', 'has'],
    ['Word([quick], 9, " ")', ''],
    ['Word([quick], 0, " ")', ''],
    ['Word([nothing], 1, " ")', ''],
  ])('%s', (text, expected) => {
    expect(value(text)).toEqual(expected);
  });

  test('roles keep the form that their function gives them', () => {
    const single = value('SingleAppRoleAssignment([appRoleAssignments])');
    expect(single).toEqual(new Roles('SingleAppRoleAssignment', [reader]));
    const form = 'AssertiveAppRoleAssignmentsComplex';
    expect(value(`${form}([appRoleAssignments])`)).toEqual(new Roles(form, [reader, writer]));
    expect(value('AppRoleAssignmentsComplex([appRoleAssignments])')).toEqual(
      new Roles('AppRoleAssignmentsComplex', [reader, writer]),
    );
    expect(() => value('ToLower(SingleAppRoleAssignment([appRoleAssignments]))')).toThrow(
      'makes roles, which no other function can read',
    );
  });

  test('Redact keeps the value, and says that logs must not show it', () => {
    expect(value('Redact([mail])')).toEqual(new Redacted('John.Doe@Example.com'));
  });

  test.each([
    ['Left([givenName], "x")', 'Argument 2 of Left must be a whole number, not "x".'],
    ['Left([givenName], [nothing])', 'Argument 2 of Left must be a whole number, not empty.'],
    ['FormatDateTime("x", , "yyyy", "yyyy")', '"x" is no date in the format "yyyy".'],
    ['FormatDateTime("2026-02-30", , "yyyy-MM-dd", "dd")', 'is no date in the calendar'],
    ['FormatDateTime("2026", , "yyyy", "tt")', 'does not simulate "tt"'],
    ['Replace([mail], , , , "x", , )', 'Replace needs oldValue and replacementValue'],
    ['Replace([mail], , "(", , "x", , )', 'cannot use the pattern "("'],
  ])('%s cannot be computed', (text, message) => {
    expect(() => value(text)).toThrow(ExpressionFault);
    expect(() => value(text)).toThrow(message);
  });

  test('a pattern that would run for ever is stopped', () => {
    const long = `"${'a'.repeat(40)}!"`;
    expect(() => value(`Replace(${long}, , "^(a+)+$", , "x", , )`)).toThrow('took longer than');
    expect(value(`Replace(${long}, , "^a+!$", , "x", , )`)).toBe('x');
    const longer = `"${'a'.repeat(1001)}"`;
    expect(() => value(`Replace(${longer}, , "a", , "x", , )`)).toThrow('at most 1,000 characters');
  });
});

describe('an expression as text', () => {
  test.each([
    '[mail]',
    '"a \\"quoted\\" \\\\ text"',
    'Replace([mobile], , "\\d+\\.", , "x", , )',
    'IIF(IsPresent([mail])="True", Switch([a], , "b", "c"), 12)',
    'NumFromDate(Join("", [a], ))',
  ])('%s is read, written and read again', (text) => {
    const read = parseExpression(text);
    expect(parseExpression(expressionText(read))).toEqual(read);
  });

  test('backslashes are written so that they are read as they were', () => {
    for (const text of ['\\', '\\\\', '\\"', 'a\\', '\\d\\\\d', '"']) {
      const written = expressionText({ type: 'text', value: text });
      expect(parseExpression(written)).toEqual({ type: 'text', value: text });
    }
  });

  test.each([
    ['', 'ends where a value is expected'],
    ['mail', 'After mail an opening parenthesis is missing. An attribute is written as [mail]'],
    ['[mail', 'is not closed'],
    ['[]', 'the name of an attribute is missing'],
    ['"mail', 'quotation mark of a text is not closed'],
    ['Join("a" "b")', 'a comma is missing'],
    ['Join("a", "b"', 'parenthesis of Join is not closed'],
    ['Join("a")x', 'comes after the end'],
    ['ToLower(=)', '"=)" is no value'],
    [`${'Not('.repeat(101)}[a]${')'.repeat(101)}`, 'can be nested 100 deep'],
    [`"${'a'.repeat(10_000)}"`, 'at most 10,000 characters; this one has 10,002'],
  ])('%s is refused', (text, message) => {
    expect(() => parseExpression(text)).toThrow(ExpressionFault);
    expect(() => parseExpression(text)).toThrow(message);
  });

  test('the position of a fault is told', () => {
    const fault = { position: 15, message: expect.stringContaining('(Character 16.)') };
    expect(() => parseExpression('Join([mail], , mail)')).toThrow(expect.objectContaining(fault));
  });
});

describe('an expression at saving', () => {
  const faults = (text: string) => expressionFaults(parseExpression(text));

  test.each([
    ['ToLower()', 'ToLower takes 1 to 2 arguments, not 0: ToLower(source, culture).'],
    ['Not([a], [b])', 'Not takes 1 argument, not 2'],
    ['Switch([a], "b")', 'Switch takes at least 4 arguments, not 2'],
    ['Switch([a], , "b", "c", "d")', 'Switch takes a value after each key'],
    ['ToLower([a]="b")', 'A comparison (=) can only be the condition of IIF.'],
    ['IIF([a]="b", [c]="d", "e")', 'A comparison (=) can only be the condition of IIF.'],
    ['Replace([a], , "(?<x", , "b", , )', 'The pattern of Replace cannot be used'],
  ])('%s is wrong', (text, message) => {
    expect(faults(text)).toEqual([expect.stringContaining(message)]);
  });

  test('a good one has no fault', () => {
    expect(
      faults('IIF([a]="b", Switch([c], , "d", "e"), Replace([a], , "(?<x>b)", , "c", , ))'),
    ).toEqual([]);
  });

  test('a function that samlab does not simulate is kept, named and not computed', () => {
    const read = parseExpression('ToLower(PCase([mail], DateDiff("d", [a], Now())))');
    expect(expressionFaults(read)).toEqual([]);
    expect(unsimulatedFunctions(read)).toEqual(['PCase', 'DateDiff', 'Now']);
    expect(() => evaluate(read, source)).toThrow(NotSimulated);
    expect(unsimulatedFunctions(parseExpression('tolower([mail])'))).toEqual(['tolower']);
  });
});

describe('what would fill the memory, or let others wait', () => {
  const nested = (depth: number, made: string): string =>
    depth === 0 ? '"a"' : `Replace(${nested(depth - 1, made)}, "a", , , "${made}", , )`;
  const long = (letter: string, length: number) => `"${letter.repeat(length)}"`;

  test.each([
    ['Replace in Replace', nested(6, 'aaaaaaaaaa')],
    ['one value for each letter', `Replace(${long('a', 4000)}, "a", , , ${long('b', 4000)}, , )`],
    ['a template', `Replace(${long('b', 4000)}, "a", , , , , ${long('a', 4000)})`],
    ['a pattern', `Replace(${long('a', 900)}, , "a", , ${long('b', 4000)}, , )`],
    ['Join', `Join("", ${Array.from({ length: 11 }, () => nested(4, 'aaaaaaaaaa')).join(', ')})`],
    ['Append', `Append(${nested(5, 'aaaaaaaaaa')}, "b")`],
  ])('%s', (_, text) => {
    expect(() => evaluate(parseExpression(text), source)).toThrow(/of more than 100,000 charac/);
  });

  test('control: as many characters are possible', () => {
    const made = evaluate(parseExpression(nested(5, 'aaaaaaaaaa')), source);
    expect(made).toBe('a'.repeat(100_000));
  });

  test('patterns that each take their time end after a second', () => {
    // Each group doubles what is tried.
    const slow = `Replace("${'a'.repeat(22)}!", , "^(a|a)+$", , "x", , )`;
    const many = Array.from({ length: 150 }, () => slow).join(', ');
    const begin = performance.now();
    expect(() => evaluate(parseExpression(`Join("", ${many})`), source)).toThrow(
      /takes longer than a second|took longer than 100 ms/,
    );
    expect(performance.now() - begin).toBeLessThan(5_000);
  });
});

test('docs/provisioning.md lists the functions that are simulated', () => {
  const page = readFileSync(new URL('../../../docs/provisioning.md', import.meta.url), 'utf8');
  const [, list = ''] = /^(Append, [\s\S]*?)\n\n/m.exec(page) ?? [];
  expect(list.split(/,\s+/).toSorted()).toEqual(Object.keys(expressionFunctions).toSorted());
});
