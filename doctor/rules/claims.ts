import { causes, libraryOptions } from '../../explain/index.ts';
import {
  type ConfiguredClaim,
  mandatorySources,
  sourceInWords,
  type ValueSource,
  wireName,
} from '../../idp/index.ts';
import { nameIdFormat } from '../../saml/names.ts';
import type { Finding } from '../finding.ts';
import type { GoLive } from '../go-live.ts';
import { sentRequests } from '../sent-requests.ts';
import {
  captures,
  claimCustomization,
  samlMetadata,
  signOnProtocol,
  upnPopulation,
} from '../sources.ts';

/** The NameID and the claims: what people of a real tenant may lack, or have otherwise than the users of the lab. */
export function claimFindings(live: GoLive): Finding[] {
  return [
    ...nameId(live),
    ...endedSignIns(live),
    ...emptyClaims(live),
    ...constants(live),
    ...requiredClaims(live),
  ];
}

type About = Pick<Finding, 'id' | 'severity' | 'inLab' | 'sentence' | 'source'>;

function nameId(live: GoLive): Finding[] {
  const fix = causes['name-id'].atEntra;
  if (isPairwise(live)) return [{ ...pairwise, fix, options: libraryOptions.nameIdFormat }];
  return [{ ...aboutSource(live.app.claims.nameIdSource), fix }];
}

/** Configured, or asked for in the latest request, which wins (entra-saml.md 1.3). */
function isPairwise({ app, exchanges }: GoLive): boolean {
  const [latest] = sentRequests(exchanges);
  const format = latest?.request.nameIDPolicy?.format ?? app.nameIdFormat;
  return format === nameIdFormat.persistent;
}

const pairwise: About = {
  id: 'name-id-pairwise',
  severity: 'warning',
  inLab: 'The NameID is persistent: the lab makes one for each user and application.',
  sentence:
    'The tenant makes another one for each person, so no account that the service provider linked in the lab is found again.',
  source: signOnProtocol('NameIDPolicy'),
};

function aboutSource(source: ValueSource): About {
  if (source.kind === 'constant')
    return {
      id: 'name-id-constant',
      severity: 'error',
      inLab: `The NameID is the constant "${source.value}", which is enough for one test user.`,
      sentence: 'Everybody who signs in at the tenant is the same user for the service provider.',
      source: claimCustomization('Edit nameID'),
    };
  return aboutAttribute(sourceInWords(source));
}

function aboutAttribute(attribute: string): About {
  const inLab = `The NameID is ${attribute}, and each user of the lab has one.`;
  switch (attribute) {
    case 'user.userprincipalname':
    case 'user.localuserprincipalname':
      return {
        id: 'name-id-source',
        severity: 'warning',
        inLab,
        sentence:
          'It may differ from what the service provider knows: guests with personal accounts have #EXT# in it, people who are synchronised with a suffix that is not verified have an address at onmicrosoft.com, and it changes when a person is renamed.',
        source: upnPopulation('Nonverified UPN Suffix'),
      };
    case 'user.mail':
      return {
        id: 'name-id-source',
        severity: 'warning',
        inLab,
        sentence:
          'Accounts without an address, such as cloud accounts without a mailbox, send the user principal name instead, and the address changes when a person is renamed.',
        source: claimCustomization('Edit nameID'),
      };
    case 'user.objectid':
      return {
        id: 'name-id-source',
        severity: 'warning',
        inLab,
        sentence:
          'The same person has another object id in the tenant than in the lab, so no account that was linked in the lab is found again.',
        source: claimCustomization('Edit nameID'),
      };
    default:
      return {
        id: 'name-id-source',
        severity: 'error',
        inLab,
        sentence: `In a tenant, several people can have the same ${attribute}, and others have none: they share an account or send the user principal name.`,
        source: claimCustomization('Edit nameID'),
      };
  }
}

/** Attributes that each person in Entra has; a claim without a value is left out (entra-saml.md 2.4). */
const present: ReadonlySet<string> = new Set([
  'user.userprincipalname',
  'user.localuserprincipalname',
  'user.objectid',
  'user.displayname',
]);

/** A transformation needs its input, where an attribute would only be left out (entra-saml.md 2.5). */
function endedSignIns({ app }: GoLive): Finding[] {
  const { nameIdSource, nameIdConditions = [], claims } = app.claims;
  const named = [
    {
      name: 'the NameID',
      sources: [nameIdSource, ...nameIdConditions.map(({ source }) => source)],
    },
    ...claims.map(({ name, source, conditions = [] }) => ({
      name: `the claim ${name}`,
      sources: [...(source ? [source] : []), ...conditions.map((one) => one.source)],
    })),
  ];
  return named.flatMap(({ name, sources }) => {
    const needed = sources
      .flatMap((source) => (source.kind === 'transformation' ? mandatorySources(source) : []))
      .filter(mayBeEmpty)
      .map(sourceInWords);
    if (needed.length === 0) return [];
    const list = [...new Set(needed)].join(' or ');
    return {
      id: 'transformation-ends-sign-in',
      severity: 'warning',
      inLab: `A transformation makes ${name} from ${list}, which the users that signed in here have.`,
      sentence: `People of the tenant without ${list} cannot sign in: a transformation without its input ends the sign-in with AADSTS501241, where an attribute would only be left out.`,
      source: claimCustomization('Claim transformations'),
      fix: 'Fill in the attribute of everyone who is assigned, or make the claim with IfEmpty() or IfNotEmpty(), which need no input.',
    } as const;
  });
}

const mayBeEmpty = (source: ValueSource): boolean =>
  source.kind === 'directoryExtension' ||
  (source.kind === 'attribute' && !present.has(source.attribute));

function emptyClaims({ app, exchanges, serviceProvider }: GoLive): Finding[] {
  const affected = app.claims.claims.filter(
    ({ source }) => source?.kind === 'attribute' && !present.has(source.attribute),
  );
  if (affected.length === 0) return [];
  const required = affected.filter((claim) =>
    serviceProvider?.requestedAttributes.some(
      ({ name, isRequired }) => isRequired && name === wireName(claim),
    ),
  );
  const names = (claims: readonly ConfiguredClaim[]) => claims.map(({ name }) => name).join(', ');
  return [
    {
      id: 'claims-may-be-missing',
      severity: 'warning',
      inLab: sentEverywhere(affected, exchanges),
      sentence: `Entra leaves out a claim without a value: people without an address, given name or other value that is configured send no ${names(affected)}.${required.length === 0 ? '' : ` The metadata of the service provider requires ${names(required)}.`}`,
      source: captures('Nine default claims'),
      fix: 'Let the service provider sign in people without these claims, or fill in the attributes of everyone who is assigned.',
    },
  ];
}

function sentEverywhere(affected: readonly ConfiguredClaim[], exchanges: GoLive['exchanges']) {
  const answered = exchanges.filter(({ claims }) => claims.length > 0);
  if (answered.length === 0)
    return 'The users that the lab begins with have an address, a given name and a surname.';
  const wanted = affected.map(wireName);
  const complete = answered.filter(({ claims }) =>
    wanted.every((name) => claims.some((claim) => claim.name === name && claim.values.length > 0)),
  );
  return `All these claims were sent in ${complete.length} of ${answered.length} recorded sign-ins.`;
}

function constants({ app }: GoLive): Finding[] {
  return app.claims.claims.flatMap((claim) =>
    claim.source?.kind === 'constant'
      ? [
          {
            id: 'claim-constant',
            severity: 'warning' as const,
            inLab: `The claim ${wireName(claim)} is the constant "${claim.source.value}" for each user.`,
            sentence:
              'At the tenant, a constant is the same for everybody, too: if it takes the place of a department, a role or a number here, the people there all get this value.',
            source: claimCustomization('Attributes'),
            fix: 'Choose the attribute that holds the value as source at the tenant, and try users without it.',
          },
        ]
      : [],
  );
}

/** Sent for each application besides those that can be configured (entra-saml.md 2.4). */
const always = ['tenantid', 'objectidentifier', 'displayname', 'identityprovider'].map(
  (name) => `http://schemas.microsoft.com/identity/claims/${name}`,
);

function requiredClaims({ app, serviceProvider }: GoLive): Finding[] {
  const sent = new Set([...app.claims.claims.map(wireName), ...always]);
  const missing = (serviceProvider?.requestedAttributes ?? []).filter(
    ({ name, isRequired }) => isRequired && !sent.has(name),
  );
  return missing.map(({ name }) => ({
    id: 'claim-required',
    severity: 'warning',
    inLab: `No claim ${name} is configured here.`,
    sentence: `The metadata of the service provider requires ${name}, and Entra does not read that: it sends what is configured.`,
    source: samlMetadata('2.4.4.2, RequestedAttribute'),
    fix: 'Add the claim under Attributes & Claims, in this form of its name, or correct the metadata.',
  }));
}
