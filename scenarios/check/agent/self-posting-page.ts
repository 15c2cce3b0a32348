/** The identity provider's page (SAML Bindings 3.5.4); it is submitted from outside, so that nothing runs too early. */
export function selfPostingPage(
  action: string,
  fields: readonly (readonly [string, string])[],
): string {
  const inputs = fields.map(
    ([name, value]) =>
      `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`,
  );
  return `<!doctype html><title>Working...</title><form method="post" action="${escapeHtml(action)}">${inputs.join('')}</form>`;
}

export const escapeHtml = (text: string) =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('"', '&quot;')
    .replaceAll('<', '&lt;')
    .replaceAll('\r', '&#13;')
    .replaceAll('\n', '&#10;');
