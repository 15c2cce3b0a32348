import { nameIdFormat } from '../../saml/names.ts';
import { allValues, plainInWords } from './plain-source.ts';
import { applyTransformations, transformationInWords } from './transformations.ts';
import { type ClaimsSubject, emittedWhole, type UserAttribute } from './user-attributes.ts';
import type { Purpose, ValueSource } from './value-source.ts';

/**
 * The values of a source for a user; none when the user has none. An attribute with several values gives its first one, as Microsoft's policy
 * reference says; only a directory extension gives all of them.
 *
 * @throws {TransformationFailure} when a transformation lacks an input or takes too long
 */
export function sourceValues(
  source: ValueSource,
  subject: ClaimsSubject,
  purpose: Purpose = {},
): readonly string[] {
  switch (source.kind) {
    case 'attribute':
      return emittedWhole.has(source.attribute)
        ? allValues(source, subject)
        : allValues(source, subject).slice(0, 1);
    case 'constant':
    case 'directoryExtension':
      return allValues(source, subject);
    case 'transformation':
      return applyTransformations(source.transformations, subject, purpose);
  }
}

/** The source as Entra's pages print it; a constant in quotes. */
export function sourceInWords(source: ValueSource): string {
  switch (source.kind) {
    case 'attribute':
    case 'constant':
    case 'directoryExtension':
      return plainInWords(source);
    case 'transformation':
      return source.transformations.reduce((inner, one) => transformationInWords(one, inner), '');
  }
}

const addresses: ReadonlySet<UserAttribute> = new Set([
  'user.userprincipalname',
  'user.localuserprincipalname',
  'user.mail',
  'user.othermail',
  'user.onpremisesuserprincipalname',
]);

/**
 * The format of a NameID for which none was set: addresses are e-mail addresses, the rest is unspecified (entra-saml.md 2.5). A transformation
 * keeps the format of an address unless it takes the domain away (assumed).
 */
export function formatOf(source: ValueSource): string {
  switch (source.kind) {
    case 'attribute':
      if (source.attribute === 'user.pairwiseid') return nameIdFormat.persistent;
      return addresses.has(source.attribute) ? nameIdFormat.emailAddress : nameIdFormat.unspecified;
    case 'constant':
    case 'directoryExtension':
      return nameIdFormat.unspecified;
    case 'transformation': {
      const [first] = source.transformations;
      const keeps = source.transformations.every(({ method }) => keepsAddress.has(method));
      return keeps && first?.input ? formatOf(first.input) : nameIdFormat.unspecified;
    }
  }
}

const keepsAddress: ReadonlySet<string> = new Set(['Join', 'ToLowercase', 'ToUppercase']);
