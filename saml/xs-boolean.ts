import { trimXml } from './white-space.ts';

/**
 * An xs:boolean: one of four spellings, in this letter case, with white space around it (XML Schema Part 2, 3.2.2 and 4.3.6). Writers in
 * languages whose own spelling is `True` get it wrong, and must hear of it.
 *
 * @returns undefined when it is no boolean
 */
export function readXsBoolean(value: string): boolean | undefined {
  const text = trimXml(value);
  if (text === 'true' || text === '1') return true;
  return text === 'false' || text === '0' ? false : undefined;
}
