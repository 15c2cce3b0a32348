import { describe, expect, test } from 'vitest';
import { settingsKeys } from '../settings/settings-keys.ts';
import { Addresses } from './addresses.ts';
import { checkedAddresses } from './checked-addresses.ts';
import { type AddressOptions, addressFaults, faultText } from './options.ts';

const faultsOf = async (options: AddressOptions) =>
  (await addressFaults(options)).map((each) => `${each.option} ${faultText(each, settingsKeys)}`);

describe('the addresses of a lab', () => {
  test.each<AddressOptions>([
    {},
    { host: '127.0.0.1' },
    { host: 'localhost' },
    { host: '0.0.0.0', expose: true },
    { host: '::', expose: true },
    { publicUrls: { lab: 'http://lab.test:8080', idp: 'HTTP://Login.Test/', sp: undefined } },
    {
      publicUrls: { idp: 'https://login.test' },
      trustedProxies: ['10.0.0.0/8', 'loopback', '::1', '2001:db8::/32', '::ffff:10.0.0.0/104'],
    },
    { aliases: ['samlab', 'idp=login', 'my_service.internal', '192.168.1.5'] },
    { singlePort: true, aliases: ['idp=login', 'sp=app'] },
  ])('accepts %j', async (options) => {
    expect(await faultsOf(options)).toEqual([]);
  });

  test.each<[AddressOptions, RegExp]>([
    [
      { host: '0.0.0.0' },
      /^host 0\.0\.0\.0 lets other machines .* add the option expose \(--expose\)/,
    ],
    [{ host: '::' }, /^host :: lets other machines/],
    [
      { host: 'not a name', expose: true },
      /^host must be an IP address or a name of this machine, not "not a name"/,
    ],
    [{ expose: true }, /^expose has no effect without the host/],
    [
      { publicUrls: { idp: 'https://login.test/samlab' }, trustedProxies: ['loopback'] },
      /^publicUrls\.idp must end after the host and port, as https:\/\/login\.test does/,
    ],
    [{ publicUrls: { lab: 'http://lab.test/?x' } }, /^publicUrls\.lab must end after/],
    [{ publicUrls: { sp: 'http://lab.test/#' } }, /^publicUrls\.sp must end after/],
    [
      { publicUrls: { sp: 'http://ann:secret@lab.test' } },
      /^publicUrls\.sp must not contain a user name/,
    ],
    [
      { publicUrls: { sp: 'peakon.test' } },
      /^publicUrls\.sp must be the URL of a site, such as .* not "peakon\.test"/,
    ],
    [
      { publicUrls: { sp: 'ftp://ann:secret@peakon.test' } },
      /^publicUrls\.sp must be the URL of a site.* not "ftp:\/\/\.\.\.@peakon\.test"/,
    ],
    [
      { publicUrls: { idp: 'https://login.test' } },
      /^publicUrls\.idp is https, but the site answers http/,
    ],
    [
      { publicUrls: { idp: 'http://a.test', sp: 'http://A.test:80' } },
      /^publicUrls\.sp is that of publicUrls\.idp, too/,
    ],
    [
      { singlePort: true, publicUrls: { idp: 'http://a.test:1', sp: 'http://a.test:2' } },
      /^publicUrls\.sp has the host name of publicUrls\.idp/,
    ],
    [{ singlePort: true, aliases: ['samlab'] }, /^aliases must say which site "samlab" is/],
    [
      { aliases: ['http://samlab'] },
      /^aliases must be host names without scheme and port, not "http:\/\/samlab"/,
    ],
    [{ aliases: ['samlab:4000'] }, /^aliases must be host names/],
    [{ aliases: ['samlab.'] }, /^aliases must be host names/],
    [
      { trustedProxies: ['10.0.0.0/33'] },
      /^trustedProxies must be IP addresses, networks .* not "10\.0\.0\.0\/33"/,
    ],
    [{ trustedProxies: ['proxy'] }, /^trustedProxies must be/],
    [
      { trustedProxies: ['0.0.0.0/0'] },
      /^trustedProxies must not be every address there is, as "0/,
    ],
    [{ trustedProxies: ['::/0'] }, /^trustedProxies must not be every address/],
    [{ trustedProxies: ['10.0.0.0/08'] }, /^trustedProxies must be IP addresses/],
    [{ trustedProxies: ['2001:db8::/129'] }, /^trustedProxies must be IP addresses/],
    [{ trustedProxies: ['[::1]'] }, /^trustedProxies must be IP addresses/],
    [{ trustedProxies: ['10.0.0.0/255.0.0.0'] }, /^trustedProxies must be IP addresses/],
  ])('refuses %j', async (options, fault) => {
    expect(await faultsOf(options)).toEqual([expect.stringMatching(fault)]);
  });

  test('refuses a public URL over http when the site speaks https', async () => {
    expect(await faultsOf({ https: true, publicUrls: { idp: 'http://login.test' } })).toEqual([
      'publicUrls.idp is http, but the site answers https (http://login.test/).',
    ]);
    expect(await faultsOf({ https: true, publicUrls: { idp: 'https://login.test' } })).toEqual([]);
  });

  test('reports all faults at once, each with its option', async () => {
    const checked = checkedAddresses({ host: '0.0.0.0', aliases: ['a b'] });
    await expect(checked).rejects.toMatchObject({
      code: 'invalid_option',
      message: expect.stringMatching(
        /^The option addresses\.host 0\.0\.0\.0 lets .*\nThe option addresses\.aliases must be/,
      ),
    });
  });
});

describe('where browsers reach a site', () => {
  test.each<[AddressOptions, string]>([
    [{}, 'http://localhost:4100'],
    [{ host: '0.0.0.0' }, 'http://localhost:4100'],
    [{ host: '::' }, 'http://localhost:4100'],
    [{ host: '192.168.1.5' }, 'http://192.168.1.5:4100'],
    [{ host: 'fd00::5' }, 'http://[fd00::5]:4100'],
    [{ host: 'Lab.Test' }, 'http://lab.test:4100'],
    [{ singlePort: true }, 'http://idp.localhost:4100'],
    [{ publicUrls: { idp: 'https://Login.Test/' } }, 'https://login.test'],
  ])('with %j: %s', (options, url) => {
    expect(new Addresses(options).urlOf('idp', 4100)).toBe(url);
  });

  test('others than localhost over http lose the cookies of a sign-in, which is said', () => {
    const warnings = (urls: Partial<Record<'lab' | 'idp' | 'sp', string>>) =>
      new Addresses({}).warnings({
        lab: 'http://localhost',
        idp: 'http://x.localhost',
        sp: 'http://[::1]:1',
        ...urls,
      });
    expect(warnings({})).toEqual([]);
    expect(warnings({ idp: 'https://login.test' })).toEqual([]);
    expect(warnings({ idp: 'http://login.test' })).toEqual([
      expect.stringContaining('fails at http://login.test. Use https.'),
    ]);
  });
});
