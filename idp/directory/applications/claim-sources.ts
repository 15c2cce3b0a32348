import type { ValueSource } from '../../response/value-source.ts';
import {
  type GivenPlainSource,
  type ReadSource,
  readPlain,
  type SourceUse,
} from './plain-source-rules.ts';
import { type GivenTransformation, readTransformations } from './transformation-rules.ts';

/** A source before it is checked. */
export type GivenSource =
  | GivenPlainSource
  | { kind: 'transformation'; transformations: readonly GivenTransformation[] };

/** The source, built from the properties of its kind only. @param property that has it, as faults name it */
export function readSource(
  property: string,
  given: GivenSource,
  use: SourceUse,
): ReadSource<ValueSource> {
  return given.kind === 'transformation'
    ? readTransformations(property, given.transformations, use)
    : readPlain(property, given, use);
}
