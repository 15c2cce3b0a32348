import { InvalidInput } from '../../../input/invalid-input.ts';
import { schemaOf } from '../../directory/provisioning/schemas.ts';
import { objectBody } from '../../graph/body.ts';
import { sendCollection } from '../../graph/collection.ts';
import type { GraphRoutes, GraphVisit } from '../../graph/graph-routes.ts';
import { ofServicePrincipal } from '../../graph/service-principals.ts';
import type { ExpressionFunction } from '../expressions/functions/function.ts';
import { expressionFunctions } from '../expressions/functions/index.ts';
import type { SynchronizationSchema } from '../schema/schema.ts';
import { filterOperators } from '../scope/operators.ts';
import { jobOf } from './jobs.ts';
import { type ParseRequest, parseForGraph } from './parse-expression.ts';
import { mayRead } from './permissions.ts';
import { templateOf } from './templates.ts';

/** Where a schema is: that of a job, or of a template. */
const SCHEMAS = [
  '/synchronization/jobs/:job/schema',
  '/synchronization/templates/:template/schema',
] as const;

/** What an editor of mappings asks for: the operators of scoping filters, the functions of expressions, and an expression taken apart. */
export function schemaTools(routes: GraphRoutes): void {
  const route = ofServicePrincipal(routes);
  for (const path of SCHEMAS) {
    route('GET', `${path}/filterOperators`, mayRead, async (visit) => {
      await readSchema(visit);
      return sendCollection(visit, { context: 'filterOperators', value: operators });
    });
    route('GET', `${path}/functions`, mayRead, async (visit) => {
      await readSchema(visit);
      return sendCollection(visit, { context: 'functions', value: functions });
    });
    route('POST', `${path}/parseExpression`, mayRead, async (visit) => {
      await readSchema(visit);
      const context = `${visit.base}/$metadata#microsoft.graph.parseExpressionResponse`;
      const parsed = parseForGraph(parseRequest(visit.request.body));
      return visit.reply.send({ '@odata.context': context, ...parsed });
    });
  }
}

/** The schema that the path names. @throws {NotFound} */
async function readSchema(visit: GraphVisit): Promise<SynchronizationSchema> {
  if (visit.param('template') !== '') return (await templateOf(visit)).schema;
  const { app, job } = await jobOf(visit);
  return schemaOf(visit.context.db, app.id, job.id);
}

const operators = Object.entries(filterOperators).map(([name, { values, types }]) => ({
  name,
  arity: values === 0 ? 'Unary' : 'Binary',
  multivaluedComparisonType: 'All',
  supportedAttributeTypes: types,
}));

/** Graph, attributeMappingFunctionSchema: those that samlab simulates. */
const functions = Object.entries(expressionFunctions as Record<string, ExpressionFunction>)
  .map(([name, { parameters, least, repeats = false }]) => ({
    name,
    parameters: parameters.map((parameter, at) => ({
      name: parameter,
      required: at < least,
      allowMultipleOccurrences: repeats && /\d$/.test(parameter),
      type: 'String',
    })),
  }))
  .toSorted((one, other) => (one.name < other.name ? -1 : 1));

/** @throws {InvalidInput} under the parameter that has another type */
function parseRequest(body: unknown): ParseRequest {
  const { expression, testInputObject } = objectBody(body);
  if (typeof expression !== 'string')
    throw fault('expression', 'The expression to parse must be a string.');
  if (testInputObject === undefined || testInputObject === null) return { expression };
  const { properties } = objectBody(testInputObject);
  if (!Array.isArray(properties))
    throw fault('testInputObject.properties', 'properties must be a list of keys and values.');
  const given = properties.map((one: unknown, at): [string, string | string[]] => {
    const { key, value } = objectBody(one);
    const isList = Array.isArray(value) && value.every((each) => typeof each === 'string');
    if (typeof key === 'string' && (typeof value === 'string' || isList))
      return [key, value as string | string[]];
    const sentence = 'Each property has the string key, and as value a string or a list of them.';
    throw fault(`testInputObject.properties.${at}`, sentence);
  });
  return { expression, properties: new Map(given) };
}

const fault = (property: string, message: string) =>
  new InvalidInput([{ property, code: 'type', message }]);
