import { Type } from 'typebox';
import { flag, list, names, optional, strict, text } from './words.ts';

const Transformation = Type.Object(
  {
    method: text(
      'ExtractMailPrefix, Join, ToLowercase, ToUppercase, Contains, EndWith, StartWith, ExtractAfter, ExtractBefore, ExtractBetween, ExtractAlphaPrefix, ExtractAlphaSuffix, ExtractNumericPrefix, ExtractNumericSuffix, IfEmpty, IfNotEmpty, SubstringFixedLength, SubstringEndOfString or RegexReplace.',
    ),
    input: optional(
      text(
        'Parameter 1, an attribute. Not in a second transformation, which gets the output of the first.',
        ['user.mail'],
      ),
    ),
    treatAsMultiValue: optional(
      flag('Treat source as multivalued; otherwise its first value counts.'),
    ),
    parameter2: optional(text('Join: attribute that is joined to the input.')),
    parameter2Value: optional(text('Join: constant that is joined, in place of an attribute.')),
    separator: optional(text('Join: what comes between.')),
    value: optional(text('Contains, StartWith, EndWith, Extract: what is looked for.')),
    value2: optional(text('ExtractBetween: where the value ends.')),
    output: optional(
      text('Contains, StartWith, EndWith, IfEmpty, IfNotEmpty: attribute that a match gives.'),
    ),
    outputValue: optional(text('Constant that a match gives, in place of an attribute.')),
    otherwise: optional(text('Attribute that is given without a match.')),
    otherwiseValue: optional(text('Constant that is given without a match.')),
    startIndex: optional(Type.Integer({ description: 'Substring: first character, from 0.' })),
    length: optional(Type.Integer({ description: 'SubstringFixedLength: number of characters.' })),
    pattern: optional(text('RegexReplace: regular expression in the syntax of .NET.')),
    replacement: optional(
      text('RegexReplace: text with groups and parameters in braces.', ['{country}.{alias}']),
    ),
    parameters: names(
      'RegexReplace: at most five attributes for the replacement; user.country is {country}.',
    ),
  },
  { ...strict, title: 'A transformation' },
);

const source = {
  attribute: optional(
    text(
      'Attribute that the value comes from; a directory extension as extension_{appId without hyphens}_{name}.',
      ['user.mail'],
    ),
  ),
  value: optional(text('Constant value, in place of an attribute.')),
  transformations: optional(
    list(
      Transformation,
      'In place of an attribute: one transformation, or two of which the second gets the output of the first.',
    ),
  ),
};

const Condition = Type.Object(
  {
    userType: optional(
      Type.Enum(['Any', 'Members', 'AllGuests', 'MicrosoftEntraGuests', 'ExternalGuests'], {
        description: 'Default: Any.',
      }),
    ),
    groups: names('Groups by name, of which the user must be in one.'),
    ...source,
  },
  { ...strict, title: 'A claim condition' },
);

const conditions = optional(
  list(
    Condition,
    'Other sources for some users. Attributes are evaluated before transformations; the last one with a value wins.',
  ),
);

export const Claim = Type.Object(
  {
    name: text('Name of the claim.'),
    namespace: optional(text('Namespace; absent when the name is the whole name.')),
    nameFormat: optional(
      text('NameFormat of the attribute, a URN. Default: none.', [
        'urn:oasis:names:tc:SAML:2.0:attrname-format:uri',
      ]),
    ),
    ...source,
    conditions,
  },
  { ...strict, title: 'A claim' },
);

export const NameId = Type.Object(
  {
    format: optional(text('Format of the NameID, a URN. Default: by its source.')),
    ...source,
    conditions,
  },
  { ...strict, description: 'The NameID; user.userprincipalname without one.' },
);

const OptionalClaim = Type.Object(
  {
    name: Type.Enum(['acct', 'email', 'upn'], { description: 'Name of the optional claim.' }),
    additionalProperties: names(
      'upn: include_externally_authenticated_upn or include_externally_authenticated_upn_without_hash.',
    ),
  },
  { ...strict, title: 'An optional claim' },
);

export const ClaimsOptions = Type.Object(
  {
    includeAttributeNameFormat: optional(
      flag('Whether the claims that every application gets have a NameFormat.'),
    ),
    appendApplicationIdToIssuer: optional(
      flag('Whether the Issuer ends in the application ID; only with an imported signing key.'),
    ),
    audienceOverride: optional(
      text('Audience in place of the Identifier, a URI; only with an imported signing key.'),
    ),
    optionalClaims: optional(list(OptionalClaim, 'Optional claims of SAML tokens.')),
  },
  { ...strict, description: 'Advanced SAML claims options.' },
);

export const ExtensionProperty = Type.Object(
  {
    name: text('Last part of the name, which becomes extension_{appId without hyphens}_{name}.'),
    isMultiValued: optional(flag('Whether a user can have several values.')),
  },
  { ...strict, title: 'A directory extension' },
);
