import { type ScimExchange, scimWire } from '../../../idp/index.ts';
import { one, type ScimCase, type ScimRun, several } from '../case.ts';
import { type ScimStage, said, shown } from '../stage.ts';
import { isError } from './connect.ts';

/** An error must have this status, and may name what is wrong. */
const error = (
  title: string,
  [status, scimType]: readonly [number, string?],
  ask: (stage: ScimStage) => Promise<ScimExchange>,
): ScimRun => ({
  title,
  play: async (stage) => {
    const exchange = await ask(stage);
    const { json } = exchange;
    stage.must(
      exchange.answer?.status === status,
      `The status is not ${status}: ${said(exchange)}`,
    );
    stage.must(isError(exchange), 'The body is not a SCIM error.');
    stage.must(
      json?.status === String(status),
      `status in the body is ${shown(json?.status)}, not the text "${status}".`,
    );
    stage.must(
      scimType === undefined || json?.scimType === scimType,
      `scimType is ${shown(json?.scimType)}, not "${scimType}".`,
    );
  },
});

export const errors: readonly ScimCase[] = [
  several(
    'errors',
    'ERR-80',
    {
      title: 'The body of errors',
      sent: 'A read of nobody, a filter with an unknown operator, and a PATCH with a broken path',
      expected: 'Answer with a SCIM error: status as text, scimType invalidFilter and invalidPath.',
      clauses: ['RFC 7644 3.12'],
      level: 'must',
      severity: 'S2',
      entra: 'The log shows only that the server is not compatible with SCIM, not what is wrong.',
      fix: 'Write every error, also those of the framework, as RFC 7644 3.12 says.',
    },
    [
      error('a read of nobody', [404], (stage) =>
        stage.send(scimWire.getResource('User', stage.guid())),
      ),
      error('a bad filter', [400, 'invalidFilter'], (stage) =>
        stage.send({ method: 'GET', path: '/Users?filter=userName+is+%22a%22', headers: {} }),
      ),
      error('a bad path', [400, 'invalidPath'], async (stage) => {
        const { id } = await stage.user();
        return stage.send(
          scimWire.patch(scimWire.pathOf('User', id), [
            { op: 'Replace', path: 'emails[type eq "work"', value: 'a@example.com' },
          ]),
        );
      }),
    ],
  ),
  one(
    'errors',
    'ERR-81',
    {
      title: 'A body that is no JSON',
      sent: 'POST /Users with the body {',
      expected: 'Answer 400; scimType, if any, is invalidSyntax.',
      clauses: ['RFC 7644 3.12'],
      level: 'must',
      severity: 'S3',
      entra: 'A fault on the way looks like a fault of the server, and Entra tries again.',
      fix: 'Answer 400 with scimType invalidSyntax, without a stack trace.',
    },
    async (stage) => {
      const exchange = await stage.send({ ...scimWire.write('POST', '/Users', {}), body: '{' });
      stage.must(exchange.answer?.status === 400, `The status is not 400: ${said(exchange)}`);
      const { scimType } = exchange.json ?? {};
      stage.must(
        scimType === undefined || scimType === 'invalidSyntax',
        `scimType is ${shown(scimType)}.`,
      );
      stage.must(
        !/\n\s+at \S+/.test(exchange.answer?.body ?? ''),
        'The answer contains a stack trace.',
      );
    },
  ),
];
