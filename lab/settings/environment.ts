import type { Path, PlacedFault } from './faults.ts';

/** Settings in which `${NAME}` was replaced; `undefined` in place of a text with a fault. */
export interface Substituted {
  readonly value: unknown;
  /** Whether the value at this path came from the environment as a whole or in part. */
  isFromEnvironment(path: Path): boolean;
  /** The message without any value of the environment: `${NAME}` in its place. */
  masked(message: string): string;
}

const REFERENCE = /\$\$\{|\$\{([^}]*)(\}?)/g;

/** Deeper than any settings, and than a list that contains itself. */
const MAX_DEPTH = 40;

/** Shorter values, such as `1`, are part of ordinary words. */
const MIN_MASKED = 4;

/**
 * Replaces `${NAME}` in every text by the environment variable, `${NAME:-text}` by the text where it is not set, and `$${` by `${`.
 */
export function substitute(
  content: unknown,
  environment: Readonly<Record<string, string | undefined>>,
  report: (fault: PlacedFault) => void,
): Substituted {
  const used = new Map<string, string>();
  const paths = new Set<string>();
  const textAt = (text: string, path: Path): string | undefined => {
    let isKnown = true;
    const result = text.replace(REFERENCE, (whole, inside?: string, end?: string) => {
      if (inside === undefined) return '${';
      const [, name = '', standard] = /^([A-Za-z_]\w*)(?::-(.*))?$/s.exec(inside) ?? [];
      if (name === '' || end === '') {
        const message = `"${whole.slice(0, 40)}" is not a reference such as \${NAME}; write $\${ for the two characters \${.`;
        report({ path, message });
        isKnown = false;
        return whole;
      }
      const found = environment[name] || standard;
      paths.add(JSON.stringify(path));
      if (found === undefined) {
        const message = `the environment variable ${name} is not set; set it, or write \${${name}:-default}.`;
        report({ path, message });
        isKnown = false;
        return whole;
      }
      if (found.length >= MIN_MASKED) used.set(found, name);
      return found;
    });
    return isKnown ? result : undefined;
  };
  const walk = (value: unknown, path: Path): unknown => {
    if (typeof value === 'string') return textAt(value, path);
    if (typeof value !== 'object' || value === null) return value;
    if (path.length > MAX_DEPTH) {
      report({ path: path.slice(0, 1), message: 'this is nested too deeply.' });
      return null;
    }
    if (Array.isArray(value)) return value.map((item, index) => walk(item, [...path, index]));
    return Object.fromEntries(
      Object.entries(value).map(([name, member]) => [name, walk(member, [...path, name])]),
    );
  };
  return {
    value: walk(content, []),
    isFromEnvironment: (path) => paths.has(JSON.stringify(path)),
    masked: (message) =>
      [...used].reduce((text, [secret, name]) => text.replaceAll(secret, `\${${name}}`), message),
  };
}
