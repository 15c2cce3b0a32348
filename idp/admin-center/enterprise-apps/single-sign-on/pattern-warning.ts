import type { ApplicationTemplate } from '../../../gallery/templates.ts';
import { followsAny } from '../../../gallery/url-pattern.ts';
import type { BasicForm } from './basic-form.ts';

/**
 * Which values do not follow the patterns of the gallery. A warning only: a service provider that takes the place of the real
 * one has other addresses.
 */
export function patternWarning(
  form: BasicForm,
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
