/** As they follow the name of an element. */
export const attributes = (values: Record<string, string | number | undefined>) =>
  Object.entries(values)
    .map(([name, value = '']) => ` ${name}="${escapeXml(String(value))}"`)
    .join('');

/** XML 1.0 2.2 allows no other control characters. */
export const escapeXml = (text: string) =>
  text
    .replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '\u{fffd}')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
