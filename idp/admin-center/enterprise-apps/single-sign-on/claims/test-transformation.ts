import { readSource } from '../../../../directory/applications/claim-sources.ts';
import { MatchTimeout } from '../../../../response/dotnet-regex/bounded-exec.ts';
import { regexReplace } from '../../../../response/dotnet-regex/regex-replace.ts';
import { sourceValues } from '../../../../response/source-values.ts';
import { TransformationFailure } from '../../../../response/transformations.ts';
import type { Transformation } from '../../../../response/value-source.ts';
import { givenSource, type SourceForm } from './source-form.ts';

/** What "Run test" found out. */
export interface TestedTransformation {
  readonly input: string;
  /** Absent: the reason why there is none. */
  readonly output?: string;
  readonly reason: string;
}

const nobody = {
  id: '',
  displayName: '',
  userPrincipalName: '',
  givenName: null,
  surname: null,
  mail: null,
};

/**
 * Runs the transformations of a form with a value in place of parameter 1. Other attributes are replaced by their names: "This test experience operates
 * on dummy values only" (saml-claims-customization.md).
 */
export function testTransformation(
  form: SourceForm,
  input: string,
  use: 'claim' | 'nameId',
): TestedTransformation {
  const given = givenSource({ ...form, kind: 'transformation' });
  const { value, faults } = readSource(
    'source',
    given ?? { kind: 'attribute', attribute: '' },
    use,
  );
  const [fault] = faults;
  if (fault) return { input, reason: fault.message };
  if (input === '') return { input, reason: 'Enter a value of parameter 1.' };
  if (value.kind !== 'transformation') return { input, reason: 'Choose a transformation.' };
  const [first, ...more] = value.transformations;
  if (!first) return { input, reason: 'Choose a transformation.' };
  const tested: Transformation = {
    ...first,
    input: { kind: 'constant', value: input },
    treatAsMultiValue: false,
  };
  try {
    if (first.method === 'RegexReplace' && !matches(first, input))
      return { input, reason: 'The test input does not match the regex pattern.' };
    const source = { kind: 'transformation', transformations: [tested, ...more] } as const;
    const purpose = { nameId: use === 'nameId', dummies: true };
    const [output] = sourceValues(source, { user: nobody }, purpose);
    return output === undefined
      ? { input, reason: 'The transformation gives no value for this input.' }
      : { input, output, reason: '' };
  } catch (error) {
    if (!(error instanceof TransformationFailure)) throw error;
    return { input, reason: `AADSTS${error.code}: ${error.message}` };
  }
}

/** Whether there is a match at all: without one, the value would stay as it is. */
function matches({ method, pattern = '' }: Transformation, input: string): boolean {
  try {
    return regexReplace({ pattern, replacement: 'x' }, input) !== undefined;
  } catch (error) {
    if (error instanceof MatchTimeout) throw new TransformationFailure(501621, method);
    throw error;
  }
}
