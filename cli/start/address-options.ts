import { Option } from 'commander';
import type { AddressOptions } from '../../lab/index.ts';
import { orVariable } from '../variable.ts';

/** As commander returns them; absent when not given. */
export interface AddressArguments {
  host?: string;
  expose?: boolean;
  publicUrl?: string;
  idpPublicUrl?: string;
  spPublicUrl?: string;
  alias?: readonly string[];
  trustProxy?: readonly string[];
  singlePort?: boolean;
  https?: boolean;
  tlsCert?: string;
  tlsKey?: string;
}

/** A variable has all values, with commas; the option can be repeated. */
const texts = (value: string, before: readonly string[] = []) => [
  ...before,
  ...value.split(',').map((each) => each.trim()),
];

/** Where the sites listen, and under which addresses others reach them. Containers set them as variables. */
export const addressOptions = (): Option[] => [
  orVariable(
    new Option('--host <address>', 'listen on this address of the machine, too; 0.0.0.0 for all'),
    'SAMLAB_HOST',
  ),
  orVariable(
    new Option('--expose', 'allow a --host that other machines can reach; they see the passwords'),
    'SAMLAB_EXPOSE',
  ),
  orVariable(
    new Option(
      '--public-url <url>',
      'where browsers reach the lab home, such as https://lab.example',
    ),
    'SAMLAB_PUBLIC_URL',
  ),
  orVariable(
    new Option('--idp-public-url <url>', 'where browsers reach the identity provider'),
    'SAMLAB_IDP_PUBLIC_URL',
  ),
  orVariable(
    new Option('--sp-public-url <url>', 'where browsers reach the service provider'),
    'SAMLAB_SP_PUBLIC_URL',
  ),
  orVariable(
    new Option(
      '--alias <name>',
      'also answer to this host name, such as that of a container; repeatable',
    ).argParser(texts),
    'SAMLAB_ALIAS',
  ),
  orVariable(
    new Option(
      '--trust-proxy <address>',
      'believe the X-Forwarded headers of this proxy or network; repeatable',
    ).argParser(texts),
    'SAMLAB_TRUST_PROXY',
  ),
  orVariable(
    new Option(
      '--single-port',
      'all sites on the port of the lab home, as localhost, idp.localhost and sp.localhost',
    ),
    'SAMLAB_SINGLE_PORT',
  ),
  orVariable(
    new Option(
      '--https',
      'speak https, with a certificate of an authority of this lab; "samlab ca" says how to trust it',
    ),
    'SAMLAB_HTTPS',
  ),
  orVariable(
    new Option('--tls-cert <file>', 'speak https with this certificate and its chain, in PEM form'),
    'SAMLAB_TLS_CERT',
  ),
  orVariable(
    new Option('--tls-key <file>', 'private key of that certificate, in PEM form'),
    'SAMLAB_TLS_KEY',
  ),
];

/** The lab checks the values, together with those of the settings file. */
export function addressesGiven(given: AddressArguments): AddressOptions {
  const { host, expose, alias: aliases, trustProxy: trustedProxies, singlePort } = given;
  const { https, tlsCert, tlsKey } = given;
  const { publicUrl: lab, idpPublicUrl: idp, spPublicUrl: sp } = given;
  const publicUrls = [lab, idp, sp].some((url) => url !== undefined) ? { lab, idp, sp } : undefined;
  const names = { host, expose, publicUrls, aliases, trustedProxies, singlePort };
  const options = { ...names, https, tlsCert, tlsKey };
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}
