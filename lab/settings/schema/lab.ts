import { Type } from 'typebox';
import { Addresses } from './addresses.ts';
import { Company } from './company.ts';
import { Tenant } from './tenant.ts';
import { list, optional, strict, text } from './words.ts';

const port = (what: string) =>
  optional(
    Type.Integer({ minimum: 0, maximum: 65_535, description: `Port of the ${what}; 0: any free.` }),
  );

/**
 * A settings file. `npm run settings` makes from it the types in settings.ts, the JSON Schema in docs/settings.schema.json and the reference
 * in docs/settings.md.
 */
export const settingsSchema = Type.Object(
  {
    $schema: optional(text('The JSON Schema, for editors.')),
    ports: optional(
      Type.Object(
        { lab: port('lab home'), idp: port('identity provider'), sp: port('service provider') },
        { ...strict, description: 'Options of the command override them.' },
      ),
    ),
    addresses: optional(Addresses),
    clock: optional(
      Type.Union(
        [
          Type.String(),
          Type.Object(
            { frozen: text('Instant at which the clock is frozen.', ['2026-11-20T10:00:00Z']) },
            { ...strict, title: 'A frozen clock' },
          ),
        ],
        {
          description:
            'The time in the lab when it starts. real: that of the machine; an offset to it such as +3d or -2h30m; an instant from which it goes on; or frozen, with an instant. The lab home and the library can move it. The option --clock overrides it.',
          examples: ['2026-11-20T10:00:00Z', '+3d'],
        },
      ),
    ),
    seed: optional(
      text(
        'Fixes the ids and keys of a new lab, so that the same acts give the same messages, byte by byte, while the clock is frozen. Who knows it knows every private key: for tests only. The option --seed overrides it.',
        ['golden'],
      ),
    ),
    smtp: optional(
      Type.Object(
        {
          url: text('SMTP server, with user name and password if it asks for them.', [
            'smtp://localhost:1025',
          ]),
          from: optional(text('Sender. Default: samlab@localhost.', ['samlab@example.com'])),
        },
        {
          ...strict,
          description:
            'The SMTP server that gets the mails of the outbox as well. The option --smtp-url overrides it.',
        },
      ),
    ),
    tenants: optional(list(Tenant, 'Tenants of the identity provider.')),
    peakon: optional(
      Type.Union(
        [
          Type.Literal(false),
          Type.Object(
            { companies: optional(list(Company, 'Companies at Peakon.')) },
            { ...strict, title: 'Peakon as the file says' },
          ),
        ],
        {
          description:
            'The service provider Peakon. Absent: the finished tutorial, with B.Simon, K.Lee and the application Peakon, to which the file adds. false: without them. companies: without them, with what the file says.',
        },
      ),
    ),
  },
  {
    ...strict,
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Settings of a lab',
  },
);
