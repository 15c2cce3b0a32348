import { expressionFaults } from '../expressions/check.ts';
import { evaluate, NotSimulated } from '../expressions/evaluate.ts';
import { parseExpression } from '../expressions/parse.ts';
import { type Expression, ExpressionFault } from '../expressions/syntax.ts';
import {
  listOf,
  noFlow,
  Redacted,
  Roles,
  type SourceObject,
  type Value,
} from '../expressions/value.ts';
import { sourceOf } from '../schema/source.ts';

/** What `parseExpression` is asked. */
export interface ParseRequest {
  readonly expression: string;
  /** Attributes of an object to compute it for. */
  readonly properties?: ReadonlyMap<string, string | readonly string[]>;
}

/** Graph, resource type parseExpressionResponse. */
export function parseForGraph({ expression: text, properties }: ParseRequest) {
  const failed = (message: string) => ({
    error: {
      code: 'ExpressionParsingFailed',
      message,
      target: null,
      details: [],
      innerError: null,
    },
    evaluationSucceeded: false,
    evaluationResult: [],
    parsedExpression: null,
    parsingSucceeded: false,
  });
  try {
    const expression = parseExpression(text);
    const [fault] = expressionFaults(expression);
    if (fault !== undefined) return failed(fault);
    const parsed = { parsedExpression: sourceOf(text), parsingSucceeded: true };
    const nothing = { error: null, evaluationSucceeded: false, evaluationResult: [] };
    if (!properties) return { ...nothing, ...parsed };
    return { ...nothing, ...computed(expression, properties), ...parsed };
  } catch (error) {
    if (!(error instanceof ExpressionFault)) throw error;
    return failed(error.message);
  }
}

function computed(
  expression: Expression,
  properties: ReadonlyMap<string, string | readonly string[]>,
) {
  try {
    const value = evaluate(expression, testObject(properties));
    return { evaluationSucceeded: true, evaluationResult: textsOf(value) };
  } catch (error) {
    if (!(error instanceof NotSimulated || error instanceof ExpressionFault)) throw error;
    const { message } = error;
    return {
      error: {
        code: 'ExpressionEvaluationFailed',
        message,
        target: null,
        details: [],
        innerError: null,
      },
    };
  }
}

/** Entra's example gives the roles as names. */
function testObject(properties: ReadonlyMap<string, string | readonly string[]>): SourceObject {
  const roles = listOf(properties.get('appRoleAssignments') ?? null);
  return {
    attribute(name) {
      const value = properties.get(name) ?? null;
      return value === '' ? null : value;
    },
    roles: roles.map((name) => ({ id: '', value: name, displayName: name })),
    guid: () => '00000000-0000-0000-0000-000000000000',
  };
}

function textsOf(value: Value): readonly string[] {
  if (value === noFlow) return [];
  if (value instanceof Redacted) return listOf(value.value);
  if (value instanceof Roles) return value.roles.map((role) => role.value);
  return listOf(value);
}
