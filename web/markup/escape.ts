const special = /[&<>"']/;
const every = /[&<>"']/g;
const references: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/**
 * Text made safe for HTML content and for quoted attribute values (HTML 13.1.2.3). Only for the one page that is not built
 * by Preact; base64 holds nothing to escape, so the usual case is one test and no copy.
 */
export function escapeHtml(text: string): string {
  return special.test(text)
    ? text.replace(every, (character) => references[character] ?? character)
    : text;
}
