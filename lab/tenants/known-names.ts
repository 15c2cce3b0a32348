import { nearest } from '../../text-files/nearest.ts';
import { LabError } from '../errors.ts';

/** One sentence for each name that does not exist: a mistyped one would change nothing, silently. @param kind `property`, `option` */
export function unknownNames(
  given: object,
  names: readonly string[],
  kind: 'property' | 'option',
): { readonly name: string; readonly sentence: string }[] {
  const all = kind === 'property' ? 'properties' : 'options';
  return Object.keys(given)
    .filter((name) => !names.includes(name))
    .map((name) => {
      const meant = nearest(name, names);
      const hint =
        meant === undefined ? `the ${all} are ${names.join(', ')}.` : `did you mean ${meant}?`;
      return { name, sentence: `There is no ${kind} ${name.slice(0, 100)}; ${hint}` };
    });
}

/** @throws {LabError} `invalid_option` when a JavaScript caller gave no object */
export function requireObject(
  act: string,
  given: unknown,
  names: readonly string[] = [],
): asserts given is object {
  if (typeof given === 'object' && given !== null) return;
  const content = names.length > 0 ? ` with ${names.join(', ')}` : ' of properties';
  throw new LabError('invalid_option', `${act} takes an object${content}.`);
}

/** @throws {LabError} `invalid_option` when a JavaScript caller gave an option that does not exist, or no object */
export function requireOptionNames(act: string, given: unknown, names: readonly string[]): void {
  requireObject(act, given, names);
  const sentences = unknownNames(given, names, 'option').map(({ sentence }) => sentence);
  if (sentences.length > 0) throw new LabError('invalid_option', `${act}: ${sentences.join(' ')}`);
}
