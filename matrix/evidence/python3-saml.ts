import { at, type Confirmation, fails, never, passes } from './evidence.ts';

const response = 'onelogin/saml2/response.py';

export const python3Saml: Confirmation = {
  library: 'python3-saml',
  versions: 'python3-onelogin-saml2 1.12.0-2+deb12u1, python3-xmlsec 1.3.13-1+b1',
  root: { kind: 'installed', folder: '/usr/lib/python3/dist-packages' },
  evidence: [
    fails(
      'cond-scd-recipient#3',
      'It is content with a Recipient that contains its address.',
      at(response, 253, 'if recipient and current_url not in recipient:'),
    ),
    fails(
      'proto-destination-prefix#1',
      'It is content with a Destination that begins with its address.',
      at(response, 194, '.startswith(OneLogin_Saml2_Utils.normalize_url(url=current_url)):'),
    ),
    fails(
      'cond-audience-missing',
      'It compares Audiences only if there is one.',
      at(response, 210, 'if valid_audiences and sp_entity_id not in valid_audiences:'),
    ),
    fails(
      'cond-two-restrictions',
      'It collects the Audiences of all restrictions, and is content with one of them.',
      at(response, 377, "'/saml:Conditions/saml:AudienceRestriction/saml:Audience'"),
    ),
    fails(
      'cond-scd-no-expiry',
      'It compares NotOnOrAfter of SubjectConfirmationData only if there is one.',
      at(response, 256, 'if nooa:'),
    ),
    fails(
      'sig-two-references#1',
      'It compares the first Reference with the signed element, and looks at no other.',
      at(response, 681, 'ref = ref[0]'),
    ),
    fails(
      'sig-transform-xpath#1',
      'It does not look at the transforms: xmlsec runs what the message asks for.',
      never(response, [639, 706], 'Transform'),
    ),
    passes(
      'xml-doctype',
      'It refuses every DOCTYPE.',
      at('onelogin/saml2/xml_utils.py', 66, 'forbid_dtd=True, forbid_entities=True'),
      'onelogin.saml2.xmlparser.DTDForbidden',
    ),
    passes(
      'cond-audience-wrong#1',
      'No Audience is its entity ID.',
      at(response, 212, "'%s is not a valid audience for this Response' % sp_entity_id,"),
      'is not a valid audience for this Response',
    ),
    passes(
      'proto-issuer-wrong',
      'It compares the Issuer of the Response and of the Assertion.',
      at(response, 219, 'if issuer is None or issuer != idp_entity_id:'),
      'Invalid issuer in the Assertion/Response',
    ),
    passes(
      'proto-destination-wrong#1',
      'The Destination does not begin with its address.',
      at(
        response,
        200,
        "'The response was received at %s instead of %s' % (current_url, destination),",
      ),
      'The response was received at',
    ),
    passes(
      'cond-expired#1',
      'It compares NotOnOrAfter of the Conditions with its clock.',
      'Could not validate timestamp: expired. Check system clock.',
    ),
    passes(
      'xsw3#1',
      'It counts the Assertions of the whole message.',
      at(response, 89, "'SAML Response must contain 1 assertion',"),
      'SAML Response must contain 1 assertion',
    ),
    passes(
      'cond-session-expired#1',
      'It compares SessionNotOnOrAfter with its clock.',
      at(
        response,
        233,
        "'The attributes have expired, based on the SessionNotOnOrAfter of the AttributeStatement of this Response',",
      ),
      'The attributes have expired, based on the SessionNotOnOrAfter',
    ),
  ],
};
