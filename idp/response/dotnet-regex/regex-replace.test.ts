import { describe, expect, test } from 'vitest';
import { MatchTimeout } from './bounded-exec.ts';
import { regexReplace, replacementFaults } from './regex-replace.ts';

/** The text of a group after the first match, as .NET would print it in braces; undefined without a match. */
const found = (pattern: string, input: string, replacement = '[{0}]') =>
  regexReplace({ pattern, replacement }, input);

describe('a .NET pattern matches as in .NET', () => {
  test.each<[pattern: string, input: string, replacement: string, output: string | undefined]>([
    // The example of Microsoft's article.
    [String.raw`(?'domain'^.*?)(?i)(\@fabrikam\.com)$`, 'swmal@Fabrikam.COM', '{domain}', 'swmal'],
    [String.raw`^(?<first>\w+)\.(?<last>\w+)@`, 'Ünal.Ökten@x', '{last}, {first}', 'Ökten, Ünal'],
    // Options: for the rest of the group, for a group, taken back, and for later alternatives.
    ['a(?i)b|c', 'C', '[{0}]', '[C]'],
    ['a(?i)b|c', 'Ab', '[{0}]', undefined],
    ['(?:(?i)a)b', 'Ab', '[{0}]', '[Ab]'],
    ['(?:(?i)a)b', 'AB', '[{0}]', undefined],
    ['(?i:a)b', 'Ab', '[{0}]', '[Ab]'],
    ['(?i)a(?-i)b', 'AB', '[{0}]', undefined],
    ['(?i)[a-c]+', 'xABCx', '[{0}]', '[ABC]'],
    ['(?s)a.b', 'a\nb', '[{0}]', '[a\nb]'],
    ['a.b', 'a\nb', '[{0}]', undefined],
    ['a.b', 'a\rb', '[{0}]', '[a\rb]'],
    ['(?m)^b$', 'a\nb\nc', '[{0}]', '[b]'],
    ['(?n)(a)(?<x>b)', 'ab', '{1}', 'b'],
    ['(?x) a b # both', 'ab', '[{0}]', '[ab]'],
    ['a(?# a comment )b', 'ab', '[{0}]', '[ab]'],
    // Without the option m, $ also matches before a last line feed.
    ['b$', 'b\n', '[{0}]', '[b]'],
    [String.raw`b\z`, 'b\n', '[{0}]', undefined],
    [String.raw`\Ab\Z`, 'b\n', '[{0}]', '[b]'],
    // Names come after numbers.
    ['(?<n>a)(b)', 'ab', '{1}{2}{n}', 'baa'],
    ['(?<2>a)(b)', 'ab', '{1}{2}', 'ba'],
    ['(?<x>a)|(?<x>b)', 'b', '{x}', 'b'],
    // Classes are those of Unicode.
    [String.raw`^\d+$`, '٣', '[{0}]', '[٣]'],
    [String.raw`\bé`, 'é', '[{0}]', '[é]'],
    [String.raw`a\b`, 'aé', '[{0}]', undefined],
    [String.raw`[\w-[\d_]]+`, '12ab_', '[{0}]', '[ab]'],
    ['[a-z-[aeiou]]+', 'aebcd', '[{0}]', '[bcd]'],
    [String.raw`[^\W\d]+`, '1ab', '[{0}]', '[ab]'],
    ['[]a]+', 'x]a', '[{0}]', '[]a]'],
    ['[a-]+', 'x-a', '[{0}]', '[-a]'],
    [String.raw`\p{Lu}\P{Lu}`, 'aBc', '[{0}]', '[Bc]'],
    [String.raw`\p{IsCyrillic}+`, 'abДа', '[{0}]', '[Да]'],
    [String.raw`\x41\u0042\103`, 'ABC', 'yes', 'yes'],
    [String.raw`\x41\u0042\t\e\cA\055`, 'AB\t\u001b\u0001-', 'yes', 'yes'],
    [String.raw`\@\-\#\ \/\:`, '@-# /:', 'yes', 'yes'],
    // Groups that capture nothing, look around, or are atomic.
    ['(?>a+)b', 'aab', '[{0}]', '[aab]'],
    ['(?>a+)ab', 'aab', '[{0}]', undefined],
    ['(?>a|ab)(c)', 'abc', '{1}', undefined],
    ['(?<=@).+(?=\\.com)', 'a@b.com', '[{0}]', '[b]'],
    ['(?<!x)y', 'xyy', '[{0}]', '[y]'],
    ['(?(?=a)ab|cd)', 'cd', '[{0}]', '[cd]'],
    ['^(?(?!a)x|y)', 'x', '[{0}]', '[x]'],
    [String.raw`(a|b)\1`, 'abb', '[{0}]', '[bb]'],
    [String.raw`(?<q>['"]).*?\k<q>`, `x"a'b"`, '[{0}]', `["a'b"]`],
    [String.raw`(?i)(a)\1`, 'aA', '[{0}]', '[aA]'],
    // Braces and quantifiers.
    ['a{2}', 'aaa', '[{0}]', '[aa]'],
    ['a{1,}?', 'aaa', '[{0}]', '[a]'],
    ['a{,2}', 'a{,2}', '[{0}]', '[a{,2}]'],
    ['a{b}', 'a{b}', '[{0}]', '[a{b}]'],
    ['(?=a)*a', 'a', '[{0}]', '[a]'],
    ['', 'a', '[{0}]', '[]'],
  ])('%s on %j', (pattern, input, replacement, output) => {
    expect(found(pattern, input, replacement)).toBe(output);
  });

  test('a placeholder is a group, a parameter, or text', () => {
    const parameters = new Map([['country', 'US']]);
    const replacement = '{country}.{alias}@xyz.com{none}';
    const pattern = '(?<alias>.*)@';
    expect(regexReplace({ pattern, replacement }, 'swmal@a', parameters)).toBe(
      'US.swmal@xyz.com{none}',
    );
  });
});

describe('a pattern that cannot be used is refused with the reason', () => {
  test.each([
    ['(a', 'is not closed'],
    ['a)', 'without a ('],
    ['[a', 'is not closed'],
    ['*a', 'follows nothing'],
    ['{2}', 'follows nothing'],
    ['a++', 'possessive'],
    ['a**', 'another quantifier'],
    ['a{3,2}', 'the least is above the most'],
    ['a{2000}', 'at most'],
    ['[z-a]', 'reverse order'],
    [String.raw`[a-\d]`, 'end of a range'],
    ['a\\', 'ends in a backslash'],
    [String.raw`\y`, 'does not know the escape'],
    [String.raw`\p{Foo}`, 'no Unicode category'],
    [String.raw`\p{IsTibetan}`, 'block IsTibetan is not supported'],
    [String.raw`\xZ`, 'hexadecimal'],
    ['(?<a-b>x)', 'Balancing'],
    ['(?<-b>x)', 'Balancing'],
    ['(?(a)b|c)', 'condition'],
    ['(?P<a>x)', 'is not .NET'],
    ['(?<1a>x)', 'needs a name'],
    ['(?q)', 'not a group of .NET'],
    [String.raw`\1`, 'no group 1'],
    [String.raw`(a)?\1b`, 'taken no part'],
    [String.raw`(?:(a)|b)\1`, 'taken no part'],
    [String.raw`(?<=(a)\1)b`, 'taken no part'],
    ['(?<=(?>a))b', 'lookbehind'],
    [`${'('.repeat(60)}a${')'.repeat(60)}`, 'nested'],
    ['a'.repeat(1025), '1,024'],
    ['(?# never', 'comment'],
  ])('%s', (pattern, reason) => {
    const [fault, ...more] = replacementFaults({ pattern, replacement: 'x' });
    expect(fault).toMatchObject({ property: 'pattern', code: 'pattern' });
    expect(fault?.message).toContain(reason);
    expect(more).toEqual([]);
  });

  test('the placeholders are checked against groups and parameters', () => {
    const faultsOf = (replacement: string, parameters: string[] = []) =>
      replacementFaults({ pattern: '(?<a>x)(y)', replacement }, parameters).map(({ code }) => code);
    expect(faultsOf('{a}{1}{0}{country}', ['country'])).toEqual([]);
    expect(faultsOf('{b}')).toEqual(['unknown_group']);
    expect(faultsOf('{a}', ['country'])).toEqual(['unused_parameter']);
    expect(faultsOf('')).toEqual(['required']);
    expect(replacementFaults({ pattern: '', replacement: 'x' })).toMatchObject([
      { property: 'pattern', code: 'required' },
    ]);
  });

  test('a group whose value JavaScript loses in a repetition', () => {
    const pattern = '(?:(?<a>x)|y)+';
    expect(replacementFaults({ pattern, replacement: '{a}' })).toMatchObject([{ code: 'pattern' }]);
    expect(replacementFaults({ pattern, replacement: '{0}' })).toEqual([]);
    expect(replacementFaults({ pattern: '(?:(?<a>x)y)+', replacement: '{a}' })).toEqual([]);
  });
});

test.each([
  ['(a+)+$', `${'a'.repeat(40)}!`],
  ['(x+x+)+y', 'x'.repeat(40)],
  ['^(?:(?>a|aa)|a)*(?i)(?:a?){30}a{30}b$', 'a'.repeat(60)],
])('%s is stopped', (pattern, input) => {
  expect(() => found(pattern, input)).toThrow(MatchTimeout);
  // The next one is not affected.
  expect(found('a', 'a')).toBe('[a]');
});
