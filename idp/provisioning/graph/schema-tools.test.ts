import { beforeEach, expect, test } from 'vitest';
import { graphToken } from '../../graph/testing/graph-token.ts';
import { contosoForEachTest } from '../../testing/contoso-for-each-test.ts';

const lab = contosoForEachTest();
let token: string;
let job: string;
beforeEach(async () => {
  token = await graphToken(lab, ['Synchronization.ReadWrite.All']);
  const { body } = await ask('POST', 'jobs', { templateId: 'scim' });
  job = String((body as { id: unknown }).id);
});

async function ask(method: 'GET' | 'POST', path: string, body?: object) {
  const answer = await lab.idp.app.inject({
    method,
    url: `/v1.0/servicePrincipals/${lab.servicePrincipalId}/synchronization/${path}`,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body && { 'content-type': 'application/json' }),
    },
    ...(body && { payload: JSON.stringify(body) }),
  });
  return { status: answer.statusCode, body: answer.json() as unknown };
}

const schemas = () => [`jobs/${job}/schema`, 'templates/scim/schema'];
const parse = (body: object) => ask('POST', `jobs/${job}/schema/parseExpression`, body);

test('the operators of scoping filters and the functions of expressions are listed', async () => {
  for (const schema of schemas()) {
    const operators = await ask('GET', `${schema}/filterOperators`);
    expect(operators.body).toMatchObject({
      value: expect.arrayContaining([
        {
          name: 'EQUALS',
          arity: 'Binary',
          multivaluedComparisonType: 'All',
          supportedAttributeTypes: ['String', 'Integer'],
        },
        expect.objectContaining({ name: 'IS NULL', arity: 'Unary' }),
      ]),
    });
    const functions = await ask('GET', `${schema}/functions`);
    const { value } = functions.body as { value: { name: string; parameters: object[] }[] };
    expect(value).toHaveLength(30);
    expect(value.find(({ name }) => name === 'Append')).toEqual({
      name: 'Append',
      parameters: ['source', 'suffix'].map((name) => ({
        ...{ name, required: true, allowMultipleOccurrences: false, type: 'String' },
      })),
    });
    expect(value.find(({ name }) => name === 'Join')?.parameters.at(-1)).toMatchObject({
      allowMultipleOccurrences: true,
    });
  }
  expect((await ask('GET', 'jobs/nothing/schema/functions')).status).toBe(404);
  expect((await ask('GET', 'templates/nothing/schema/filterOperators')).status).toBe(404);
});

test('a template is read by its id', async () => {
  expect((await ask('GET', 'templates/scim')).body).toMatchObject({
    id: 'scim',
    default: true,
  });
  expect((await ask('GET', 'templates/nothing')).status).toBe(404);
});

test('an expression is taken apart, and computed for a test object', async () => {
  // The example of Graph's reference, which has a blank argument too many.
  const expression = 'Replace([preferredLanguage], "-", , , "_", , )';
  const properties = [
    { key: 'preferredLanguage', value: 'EN-US' },
    { key: 'appRoleAssignments', value: ['Reader'] },
  ];
  for (const schema of schemas()) {
    const path = `${schema}/parseExpression`;
    const { status, body } = await ask('POST', path, {
      expression,
      targetAttributeDefinition: null,
      testInputObject: { definition: null, properties },
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      error: null,
      evaluationSucceeded: true,
      evaluationResult: ['EN_US'],
      parsingSucceeded: true,
      parsedExpression: {
        type: 'Function',
        name: 'Replace',
        expression,
        parameters: expect.arrayContaining([
          { key: 'source', value: expect.objectContaining({ type: 'Attribute' }) },
        ]),
      },
    });
  }
  const roles = await parse({
    expression: 'SingleAppRoleAssignment([appRoleAssignments])',
    testInputObject: { properties },
  });
  expect(roles.body).toMatchObject({ evaluationResult: ['Reader'] });
  expect((await parse({ expression: '[mail]' })).body).toMatchObject({
    parsingSucceeded: true,
    evaluationSucceeded: false,
    evaluationResult: [],
    error: null,
  });
});

test.each(['bulkUpload'])('what Graph has besides is no address here: %s', async (path) => {
  const { status, body } = await ask('POST', `jobs/${job}/${path}`, {});
  expect([status, body]).toMatchObject([400, { error: { code: 'BadRequest' } }]);
});

test.each([
  ['Switch(', { parsingSucceeded: false, parsedExpression: null }, 'ExpressionParsingFailed'],
  ['ToUpper()', { parsingSucceeded: false }, 'ExpressionParsingFailed'],
  ['Mid([mail], "x", 2)', { parsingSucceeded: true }, 'ExpressionEvaluationFailed'],
  ['PCase([mail])', { parsingSucceeded: true }, 'ExpressionEvaluationFailed'],
])('%s says what is wrong', async (expression, expected, code) => {
  const properties = [{ key: 'mail', value: 'anna@contoso.com' }];
  expect((await parse({ expression, testInputObject: { properties } })).body).toMatchObject({
    ...expected,
    evaluationSucceeded: false,
    error: { code, message: expect.any(String) },
  });
});

test.each([
  [{}, 'expression'],
  [{ expression: 5 }, 'expression'],
  [{ expression: '[mail]', testInputObject: {} }, 'testInputObject.properties'],
  [
    { expression: '[mail]', testInputObject: { properties: [{ key: 'mail', value: 5 }] } },
    'testInputObject.properties.0',
  ],
])('%o is refused', async (body, target) => {
  const refused = await parse(body);
  expect(refused.status).toBe(400);
  expect(refused.body).toMatchObject({ error: { details: [{ target }] } });
});
