import type { BasicSaml } from '../../../directory/applications/basic-saml.ts';
import type { ApplicationTemplate } from '../../../gallery/templates.ts';
import { followsAny } from '../../../gallery/url-pattern.ts';

/**
 * What does not look like the application's own addresses. It is a warning and no refusal: whoever puts another service
 * provider in the application's place has other addresses.
 */
export function patternWarning(
  form: BasicSaml,
  template: ApplicationTemplate | undefined,
): string | undefined {
  if (!template) return undefined;
  const { signOnUrlPattern } = template;
  const odd = [
    ...unlike('Identifier', form.identifierUris, template.identifierPatterns),
    ...unlike('Reply URL', form.replyUrls, template.replyUrlPatterns),
    ...unlike('Sign on URL', [form.signOnUrl], signOnUrlPattern ? [signOnUrlPattern] : []),
  ];
  return odd.length > 0 ? odd.join(' ') : undefined;
}

const unlike = (label: string, values: readonly string[], patterns: readonly string[]) =>
  values
    .filter((value) => value !== '' && !followsAny(value, patterns))
    .map((value) => `The ${label} ${value} does not follow the pattern ${patterns.join(' or ')}.`);
