/**
 * Breaks XML into indented lines for reading and comparing. It works on text, since what is shown need not be well-formed; nothing is
 * left out and nothing added but white space between tags.
 */
export function xmlLines(xml: string): string[] {
  const lines: string[] = [];
  let depth = 0;
  let pending = '';
  const flush = () => {
    if (pending !== '') lines.push('  '.repeat(Math.min(depth, 40)) + pending);
    pending = '';
  };
  for (const token of xml.match(/<[^>]*>|[^<]+|</g) ?? []) {
    if (!/^<./s.test(token)) {
      if (token.trim() !== '') pending += token;
      continue;
    }
    const closes = token.startsWith('</');
    const stands = /^<[?!]/.test(token) || token.endsWith('/>');
    if (closes && /^<[^/?!]/.test(pending)) {
      pending += token; // the element and its text fit on one line
      flush();
      continue;
    }
    if (pending !== '') {
      const opened = /^<[^/?!]/.test(pending);
      flush();
      if (opened) depth += 1;
    }
    if (closes) depth = Math.max(0, depth - 1);
    pending = token;
    if (closes || stands) flush();
  }
  flush();
  return lines;
}
