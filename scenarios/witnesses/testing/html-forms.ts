export interface HtmlForm {
  name: string | undefined;
  method: string;
  /** As written, so relative or absolute. */
  action: string;
  /** What a browser sends when nobody touches the form: no submit button, no box without a tick. */
  fields: Record<string, string>;
}

/** The forms of one of our own pages. It reads what a renderer wrote, not any HTML. */
export function htmlForms(html: string): HtmlForm[] {
  return [...html.matchAll(/<form\b([^>]*)>(.*?)<\/form>/gs)].map(
    ([, start = '', content = '']) => {
      const { name, method = 'get', action = '' } = attributes(start);
      const fields: Record<string, string> = {};
      for (const [, inside = ''] of content.matchAll(/<input\b([^>]*)>/g)) {
        const { name, type = 'text', value = '', ...others } = attributes(inside);
        const sent = type === 'checkbox' ? 'checked' in others : type !== 'submit';
        if (name !== undefined && sent) fields[name] = value;
      }
      return { name, method: method.toLowerCase(), action, fields };
    },
  );
}

function attributes(text: string): Record<string, string> {
  return Object.fromEntries(
    [...text.matchAll(/([\w:-]+)(?:="([^"]*)")?/g)].map(([, name = '', value = '']) => [
      name.toLowerCase(),
      unescapeHtml(value),
    ]),
  );
}

const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

const unescapeHtml = (text: string) =>
  text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex, decimal, name) => {
    if (name) return named[name] ?? whole;
    return String.fromCodePoint(hex ? Number.parseInt(hex, 16) : Number(decimal));
  });
