/** XML for people: one element a line, indented. Not for any program: white space counts in signed XML. */
export function prettyXml(xml: string): string {
  let depth = 0;
  const lines: string[] = [];
  for (const line of xml.trim().replace(/>\s*</g, '>\n<').split('\n')) {
    const closes = line.startsWith('</');
    if (closes) depth = Math.max(0, depth - 1);
    lines.push(`${'  '.repeat(depth)}${line}`);
    const opens = /^<[^/!?]/.test(line) && !line.endsWith('/>') && !line.includes('</');
    if (opens) depth += 1;
  }
  return lines.join('\n');
}
