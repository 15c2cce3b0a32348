import { type ClaimsSubject, userAttributes } from './user-attributes.ts';
import { profileOf } from './user-profile.ts';
import type { PlainSource } from './value-source.ts';

/** All values of a source that is not made from others, without empty ones. */
export function allValues(source: PlainSource, subject: ClaimsSubject): readonly string[] {
  switch (source.kind) {
    case 'attribute':
      return filled(userAttributes[source.attribute](subject));
    case 'constant':
      return filled(source.value);
    case 'directoryExtension':
      return filled(profileOf(subject.user).directoryExtensions?.[source.extension]);
  }
}

const filled = (value: string | readonly string[] | null | undefined): readonly string[] =>
  [value ?? []].flat().filter((one) => one !== '');

/** The source as Entra's pages print it; a constant in quotes. */
export function plainInWords(source: PlainSource): string {
  switch (source.kind) {
    case 'attribute':
      return source.attribute;
    case 'constant':
      return `"${source.value}"`;
    case 'directoryExtension':
      return `user.${source.extension}`;
  }
}
