/** Why each finding is one of the server: read in its answer and, where a file is named, in its source. A finding that is not listed here makes `npm run matrix:scim` fail. */
export const confirmed: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'better-auth': {
    'CONN-06': 'Its router knows no path with two slashes: 404 without a body.',
    'CRE-13':
      'index.mjs: a user with the enterprise object and without its URN in schemas is refused ("requires ... in schemas"). A stand-in for a custom extension, which it does not have.',
    'CRE-17':
      'The schema of the body has title as an optional text, so null is refused ("expected string, received null").',
    'MAT-32':
      'index.mjs lists the attributes that a filter may have; the manager is not one ("is not supported for User").',
    'UPD-41':
      'index.mjs refuses a path that ends at emails, with a filter or without; a sub-attribute must be behind it ("is not supported").',
    'UPD-42':
      'index.mjs: texts have at least one character (scimStringSchema), so an empty one is refused, and null is no text.',
    'UPD-48': 'A role whose value is JSON text is kept as that text.',
    'MGR-52':
      'index.mjs knows filters by type and by primary only, not by value ("is not supported").',
    'GRP-63':
      'index.mjs: schemas of a group must be exactly the core one ("must contain only the core SCIM Group schema").',
    'GAL-16': 'index.mjs: displayName has at least one character, as in UPD-42.',
  },
  'scimmy-routers': {
    'CRE-14':
      'lib/types.js: an attribute of type complex takes an object only ("expected complex value but found type string").',
    'CRE-15':
      'lib/types.js: a boolean takes a boolean only ("expected value type boolean but found type string").',
    'CRE-16':
      'lib/schemas.js gives roles canonical types, and another one is refused ("contains non-canonical value").',
    'CRE-23':
      'routers.js sets Location from meta.location at reads only; the POST is answered without.',
    'MAT-25': 'lib/types.js: eq compares with ===, also userName, which is not case-exact.',
    'MAT-26':
      'A filter on emails fails as soon as one user has none ("Cannot convert undefined or null to object").',
    'MAT-29': 'The filter reader ends a text at an escaped quote ("Unexpected token").',
    'MAT-32': 'A filter compares the manager, which is an object, with a text: no hit.',
    'UPD-35':
      'lib/messages.js looks up the whole path as the name of an attribute ("Invalid attribute path urn:...").',
    'UPD-39': 'lib/messages.js throws noTarget when a filter matches nothing, for add too.',
    'UPD-42': 'An empty text is kept and returned.',
    'UPD-48':
      'A role whose value is JSON text is kept as that text; roles with the type of Entra are refused.',
    'MGR-49': 'As CRE-14: a text is no complex value.',
    'MGR-50':
      'lib/types.js: the manager is not multi-valued, so a list is refused ("must not be a collection").',
    'MGR-51': 'As CRE-14: "" is no complex value.',
    'LIF-55': 'As CRE-15: the disable of the default dialect is refused.',
    'LIF-57': 'As CRE-15.',
    'LIF-58': 'As CRE-15: "True" is refused; the boolean works.',
    'GRP-66': 'lib/messages.js: add appends to the list of members (push) without comparing.',
    'PAG-78':
      'lib/messages.js cuts the list only "if startIndex is within results": past the end it returns the first page.',
    'GAL-03': 'As LIF-55.',
    'GAL-05': 'As MGR-49.',
    'GAL-06': 'As LIF-55.',
    'GAL-16': 'As UPD-42.',
    'GAL-25': 'As MGR-49.',
  },
};
