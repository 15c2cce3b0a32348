import { Type } from 'typebox';
import { flag, list, optional, strict, text } from './words.ts';

export const Addresses = Type.Object(
  {
    host: optional(
      text('IP address or name to listen on besides loopback; it needs --expose.', ['0.0.0.0']),
    ),
    publicUrls: optional(
      Type.Object(
        {
          lab: optional(text('Where browsers reach the lab home.', ['https://lab.example'])),
          idp: optional(
            text('Where browsers reach the identity provider.', ['https://login.example']),
          ),
          sp: optional(
            text('Where browsers reach the service provider.', ['https://peakon.example']),
          ),
        },
        { ...strict, description: 'Scheme, host and port only.' },
      ),
    ),
    aliases: optional(
      list(
        Type.String(),
        'Further host names under which programs reach the sites, such as the name of a container; on a single port as idp=NAME.',
      ),
    ),
    trustedProxies: optional(
      list(Type.String(), 'IP addresses or networks of proxies whose X-Forwarded headers count.'),
    ),
    singlePort: optional(flag('All sites on the port of the lab home, told apart by host name.')),
    https: optional(flag("The sites speak https, with a certificate of the lab's own authority.")),
    tlsCert: optional(
      text('PEM file with a certificate, and its chain, in place of that of the lab.', [
        'lab.example.pem',
      ]),
    ),
    tlsKey: optional(
      text('PEM file with the private key of tlsCert, without a password.', [
        'lab.example-key.pem',
      ]),
    ),
  },
  { ...strict, description: 'Options of the command override them.' },
);
