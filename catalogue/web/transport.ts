import { withQuery } from '../../saml/bindings/with-query.ts';
import type { CatalogueCase, Observation, Run } from '../case.ts';
import type { Message } from '../message.ts';
import { observe } from '../observe.ts';
import { redirectParameter } from '../slo/redirect-query.ts';
import type { RawRequest, Stage } from '../stage.ts';

const bytesOf = ({ xml }: Message) => (typeof xml === 'string' ? Buffer.from(xml, 'utf8') : xml);
const base64Of = (message: Message) => Buffer.from(bytesOf(message)).toString('base64');

/** A valid Response, sent with a request other than the binding prescribes. */
const brought = (title: string, request: (message: Message, acs: string) => RawRequest): Run => ({
  title,
  play: async (stage: Stage): Promise<Observation> => {
    const agent = await stage.newUserAgent();
    const spec = await agent.begin();
    const { relayState } = spec;
    const message = { ...(await stage.honest(spec)), ...(relayState && { relayState }) };
    const answer = await agent.request(request(message, spec.sp.acs));
    return observe(agent, answer, `A valid Response was sent as ${title}.`);
  },
  check: 'binding',
});

/** What goes with it in a query or form, as in every other sign-in. */
const relayStateOf = ({ relayState }: Message) =>
  relayState ? `&RelayState=${encodeURIComponent(relayState)}` : '';

const queryOf = (acs: string, message: Message, value: string): RawRequest => ({
  method: 'GET',
  url: withQuery(acs, `SAMLResponse=${encodeURIComponent(value)}${relayStateOf(message)}`),
});

export const wrongMethod: CatalogueCase = {
  id: 'web-wrong-method',
  group: 'web',
  title: 'A Response in the query of a GET request',
  severity: 'med',
  verdict: 'reject',
  basis: ['SAML Profiles 4.1.2'],
  risk: 'A link can sign the victim in as the attacker, and the Response stays in logs and browser histories.',
  fix: 'Accept Responses only by POST at an assertion consumer service with the POST binding.',
  runs: [
    brought('a GET with base64', (message, acs) => queryOf(acs, message, base64Of(message))),
    brought('a GET of the Redirect binding', (message, acs) =>
      queryOf(acs, message, redirectParameter(bytesOf(message))),
    ),
  ],
};

const boundary = 'samlab-boundary-7MA4YWxkTrZu0gW';

const post = (url: string, contentType: string, body: string): RawRequest => ({
  method: 'POST' as const,
  url,
  contentType,
  body,
});

const form = 'application/x-www-form-urlencoded';
const field = (message: Message, name = 'SAMLResponse') =>
  `${encodeURIComponent(name)}=${encodeURIComponent(base64Of(message))}`;

const part = (name: string, value: string) =>
  `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;

/** Base64 of XML that is no Response. */
const garbage = `SAMLResponse=${encodeURIComponent(Buffer.from('<nothing/>').toString('base64'))}`;

export const contentType: CatalogueCase = {
  id: 'web-content-type',
  group: 'web',
  title: 'A POST that is not a form with one SAMLResponse',
  severity: 'low',
  verdict: 'reject',
  basis: ['SAML Bindings 3.5.4'],
  risk: 'A filter in front of the application, which reads forms only, sees another message than the application, or none.',
  fix: 'Accept only application/x-www-form-urlencoded with exactly one field SAMLResponse.',
  runs: [
    brought('JSON', (message, acs) =>
      post(
        acs,
        'application/json',
        JSON.stringify({
          SAMLResponse: base64Of(message),
          ...(message.relayState && { RelayState: message.relayState }),
        }),
      ),
    ),
    brought('text/plain', (message, acs) =>
      post(acs, 'text/plain', field(message) + relayStateOf(message)),
    ),
    brought('multipart', (message, acs) =>
      post(
        acs,
        `multipart/form-data; boundary=${boundary}`,
        `${part('SAMLResponse', base64Of(message))}${message.relayState ? part('RelayState', message.relayState) : ''}--${boundary}--\r\n`,
      ),
    ),
    brought('a form without SAMLResponse', (message, acs) =>
      post(acs, form, field(message, 'SAMLResponce') + relayStateOf(message)),
    ),
    brought('a form with SAMLResponse twice, the valid one last', (message, acs) =>
      post(acs, form, `${garbage}&${field(message)}${relayStateOf(message)}`),
    ),
    brought('a form with SAMLResponse twice, the valid one first', (message, acs) =>
      post(acs, form, `${field(message)}&${garbage}${relayStateOf(message)}`),
    ),
    brought('a form with SAMLResponse[]', (message, acs) =>
      post(acs, form, field(message, 'SAMLResponse[]') + relayStateOf(message)),
    ),
    brought('a form with SAMLResponse[value]', (message, acs) =>
      post(acs, form, field(message, 'SAMLResponse[value]') + relayStateOf(message)),
    ),
  ],
};
