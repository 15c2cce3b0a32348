import { at, type Confirmation, fails, passes } from './evidence.ts';

const response = 'onelogin/ruby-saml/response.rb';

export const rubySaml: Confirmation = {
  library: 'ruby-saml',
  versions: 'ruby-saml 1.13.0-1+deb12u1, ruby-nokogiri 1.13.10+dfsg-2+b1',
  root: {
    kind: 'installed',
    folder: '/usr/share/rubygems-integration/all/gems/ruby-saml-1.13.0/lib',
  },
  evidence: [
    fails(
      'cond-scd-recipient#1',
      'It compares Recipient only if there is one.',
      at(response, 783, '(attrs.include? "Recipient" and !options[:skip_recipient_check]'),
    ),
    fails(
      'cond-scd-no-expiry',
      'It compares NotOnOrAfter of SubjectConfirmationData only if there is one.',
      at(response, 782, '(attrs.include? "NotOnOrAfter" and now >='),
    ),
    fails(
      'cond-audience-missing',
      'It compares Audiences only if there is one.',
      at(response, 616, 'return true if audiences.empty? || settings.sp_entity_id.nil?'),
    ),
    fails(
      'proto-destination-missing',
      'It compares Destination only if there is one.',
      at(response, 633, 'return true if destination.nil?'),
    ),
    fails(
      'web-login-csrf',
      'A browser without a request gives it no ID to compare InResponseTo with, and then any is right.',
      at(response, 601, 'return true if options[:matches_request_id].nil?'),
    ),
    fails(
      'proto-issuer-inexact#4',
      'It compares the Issuer as a URL, whose host ignores case.',
      at(
        response,
        723,
        'unless OneLogin::RubySaml::Utils.uri_match?(issuer, settings.idp_entity_id)',
      ),
    ),
    fails(
      'sig-two-references#1',
      'It verifies the first Reference.',
      at(
        'xml_security.rb',
        323,
        'ref = REXML::XPath.first(signed_info_element, "./ds:Reference", {"ds"=>DSIG})',
      ),
    ),
    passes(
      'cond-audience-wrong#1',
      'No Audience is its entity ID.',
      at(response, 618, 'unless audiences.include? settings.sp_entity_id'),
      'did not match the expected audience',
    ),
    passes(
      'cond-expired#1',
      'It compares NotOnOrAfter of the Conditions with its clock.',
      at(response, 700, 'if not_on_or_after && now >= (not_on_or_after + allowed_clock_drift)'),
      'Current time is on or after NotOnOrAfter condition',
    ),
    passes(
      'cond-notbefore-future#1',
      'It compares NotBefore of the Conditions with its clock.',
      at(response, 695, 'if not_before && now < (not_before - allowed_clock_drift)'),
      'Current time is earlier than NotBefore condition',
    ),
    passes(
      'proto-issuer-wrong',
      'It compares the Issuer of the Response and of the Assertion.',
      at(response, 724, 'error_msg = "Doesn\'t match the issuer, expected:'),
      "Doesn't match the issuer, expected:",
    ),
    passes(
      'proto-destination-wrong#1',
      'It compares Destination with its address.',
      at(response, 644, 'error_msg = "The response was received at #{destination} instead of'),
      'The response was received at',
    ),
    passes(
      'proto-status-failure#1',
      'It requires the status Success.',
      at(response, 415, "error_msg = 'The status code of the Response was not Success'"),
      'The status code of the Response was not Success, was Responder',
    ),
    passes(
      'cond-scd-recipient#2',
      'It compares the Recipient with its address.',
      at(response, 790, 'error_msg = "A valid SubjectConfirmation was not found on this Response"'),
      'A valid SubjectConfirmation was not found on this Response',
    ),
  ],
};
