import { libxml2 } from './libxml2.ts';

/**
 * Runs work of libxml2 that may report errors, and reads the text of the first `max` of them only. libxml2 itself goes on to the end of the
 * document, and libxml2-wasm makes the XPath of the node of each error, for which it counts the siblings before it: 256 KiB with an error
 * in each element took two seconds. We do not use the XPath.
 */
export function withFirstErrors(max: number, work: () => void): void {
  const { XmlErrorStruct } = libxml2();
  const { node, message } = XmlErrorStruct;
  let found = 0;
  XmlErrorStruct.node = () => NO_NODE;
  XmlErrorStruct.message = (error) => {
    found += 1;
    return found > max ? '' : message(error);
  };
  try {
    work();
  } finally {
    Object.assign(XmlErrorStruct, { node, message });
  }
}

/** A null pointer of libxml2. */
const NO_NODE = 0;
