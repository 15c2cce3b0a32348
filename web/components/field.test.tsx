import { renderToString } from 'preact-render-to-string';
import { expect, test } from 'vitest';
import { CsrfField, SubmitInput } from './controls.tsx';
import { Field, Select } from './field.tsx';

const hostile = '"><script>alert(1)</script>';

test('hostile text stays text in label, value, hint and error', () => {
  const html = renderToString(
    <Field name="n" label={hostile} value={hostile} hint={hostile} error={hostile} />,
  );
  expect(html).not.toContain('<script');
  expect(html.match(/&lt;script/g)).toHaveLength(4);
});

test("carries the ids of Entra's sign-in form and its error (entra-saml.md 9.2)", () => {
  const html = renderToString(
    <Field
      label="Password"
      hideLabel
      name="passwd"
      id="i0118"
      type="password"
      class="ltr_override"
      autocomplete="current-password"
      aria-required="true"
      errorId="passwordError"
      error="Wrong."
    />,
  );
  expect(html).toContain('<label for="i0118" class="visually-hidden">');
  expect(html).toMatch(
    /<input(?=[^>]* type="password")(?=[^>]* name="passwd")(?=[^>]* id="i0118")(?=[^>]* class="input has-error ltr_override")(?=[^>]* aria-invalid="true")(?=[^>]* aria-describedby="passwordError")(?=[^>]* aria-required="true")/,
  );
  expect(html).toContain(
    '<div role="alert" aria-live="assertive"><div class="alert alert-error" id="passwordError">Wrong.</div></div>',
  );
});

test('has no error markup without an error', () => {
  const html = renderToString(<Field label="l" name="n" error={undefined} hint="h" />);
  expect(html).not.toMatch(/has-error|alert|aria-invalid/);
  expect(html).toContain('aria-describedby="nHint"');
});

test('the submit control can be an input, which test helpers look for', () => {
  expect(renderToString(<SubmitInput id="idSIButton9" value="Next" />)).toMatch(
    /<input(?=[^>]* type="submit")(?=[^>]* id="idSIButton9")(?=[^>]* value="Next")/,
  );
});

test('the given value is selected', () => {
  const options = [
    { value: 'a', label: 'A' },
    { value: 'b', label: 'B' },
  ];
  const html = renderToString(<Select label="l" name="n" value="b" options={options} />);
  expect(html).toMatch(/<option value="a">A<\/option><option (?=[^>]*selected)(?=[^>]*value="b")/);
});

test('the token field has the name that the site uses', () => {
  expect(renderToString(<CsrfField token="t" name="canary" />)).toBe(
    '<input type="hidden" name="canary" value="t"/>',
  );
});
