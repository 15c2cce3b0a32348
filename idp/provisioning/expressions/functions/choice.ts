import { asFlag, listOf, noFlow, Redacted } from '../value.ts';
import { type ExpressionFunction, plainOf } from './function.ts';

const isEmpty = (value: unknown): boolean =>
  value === null || value === '' || (Array.isArray(value) && value.every((one) => one === ''));

/** Functions that choose between values, ask about them, or say what happens to them (scim.md f.3 and f.4). */
export const choiceFunctions = {
  Coalesce: {
    parameters: ['source1', 'source2'],
    least: 1,
    repeats: true,
    // An empty text is a value (assumed).
    call(given) {
      for (let at = 0; at < given.count; at += 1) {
        const value = given.plain(at);
        if (value !== null) return value;
      }
      return null;
    },
  },
  Count: {
    parameters: ['attribute'],
    least: 1,
    call: (given) => String(listOf(given.plain(0)).length),
  },
  Guid: { parameters: [], least: 0, call: (given) => given.source.guid() },
  IIF: {
    parameters: ['condition', 'valueIfTrue', 'valueIfFalse'],
    least: 3,
    call: (given) => given.value(given.text(0) === 'True' ? 1 : 2),
  },
  IgnoreFlowIfNullOrEmpty: {
    parameters: ['expression'],
    least: 1,
    call(given) {
      const value = given.value(0);
      return value === noFlow || isEmpty(plainOf(value)) ? noFlow : value;
    },
  },
  IsNull: {
    parameters: ['expression'],
    least: 1,
    call: (given) => asFlag(given.plain(0) === null),
  },
  IsNullOrEmpty: {
    parameters: ['expression'],
    least: 1,
    call: (given) => asFlag(isEmpty(given.plain(0))),
  },
  IsPresent: {
    parameters: ['expression'],
    least: 1,
    call: (given) => asFlag(!isEmpty(given.plain(0))),
  },
  // Counted from 1; beyond the end there is no value (assumed).
  Item: {
    parameters: ['attribute', 'index'],
    least: 2,
    call: (given) => listOf(given.plain(0))[given.whole(1) - 1] ?? null,
  },
  Redact: {
    parameters: ['attribute'],
    least: 1,
    call: (given) => new Redacted(given.plain(0)),
  },
  RemoveDuplicates: {
    parameters: ['attribute'],
    least: 1,
    call: (given) => [...new Set(listOf(given.plain(0)))],
  },
  Switch: {
    parameters: ['source', 'defaultValue', 'key1', 'value1'],
    least: 4,
    repeats: true,
    // Letter by letter; a blank default is no value.
    call(given) {
      const source = given.text(0);
      for (let at = 2; at + 1 < given.count; at += 2)
        if (source !== null && given.text(at) === source) return given.plain(at + 1);
      return given.plain(1);
    },
  },
} satisfies Record<string, ExpressionFunction>;
