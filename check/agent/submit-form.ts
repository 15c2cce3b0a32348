/**
 * A script that submits a form as the identity provider's self-posting page does (SAML Bindings 3.5.4), on whatever page it runs. A text
 * and not a function: what runs in the browser must not be touched by what compiles us.
 */
export const submitForm = (
  action: string,
  fields: readonly (readonly [string, string])[],
): string => `{
  const form = document.createElement('form');
  form.method = 'post';
  form.action = ${JSON.stringify(action)};
  for (const [name, value] of ${JSON.stringify(fields)}) {
    const input = document.createElement('input');
    Object.assign(input, { type: 'hidden', name, value });
    form.append(input);
  }
  document.documentElement.append(form);
  HTMLFormElement.prototype.submit.call(form);
}`;
