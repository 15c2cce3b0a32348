import type { ComponentChildren } from 'preact';
import { LinkButton } from '../../web/components/controls.tsx';
import { Breadcrumbs, PageHeading } from '../../web/components/navigation.tsx';
import { Page } from '../../web/components/page.tsx';
import { Card, MessageBar } from '../../web/components/surfaces.tsx';
import { Table } from '../../web/components/table.tsx';
import type { SiteUrls } from '../endpoints.ts';
import type { KnownAddresses } from './addresses.ts';
import { AuthorityCard } from './authority-card.tsx';

const title = 'Which address, from where?';

const names = { lab: 'Lab home', idp: 'Identity provider', sp: 'Service provider Peakon' } as const;

/** Which address of a site to use from where, with the addresses of this lab. */
export function AddressesPage(known: KnownAddresses) {
  const { urls, ports, aliases, tls, ca, warnings } = known;
  const byAlias = (site: keyof SiteUrls) =>
    aliases[site].map((name) => `${tls ? 'https' : 'http'}://${name}:${ports[site]}`);
  return (
    <Page title={title} site="lab" siteName="samlab" scripts={['copy']} wide>
      <Breadcrumbs items={[{ title: 'Lab home', href: '/' }, { title }]} />
      <PageHeading
        title={title}
        lead="The browser carries every SAML message, so the URLs in metadata are those that the browser reaches. A service provider may fetch that metadata under another name."
      />
      {warnings.map((warning) => (
        <MessageBar key={warning} tone="warning" title={warning} />
      ))}
      <Card title="The sites of this lab" id="sites">
        <Table
          caption="Addresses of the sites"
          columns={[
            'Site',
            { title: 'From a browser', breaks: true },
            { title: 'Under an alias', breaks: true },
            { title: 'Port', align: 'end' },
          ]}
          rows={(['lab', 'idp', 'sp'] as const).map((site) => [
            names[site],
            <code key="url">{urls[site]}</code>,
            <Addresses key="alias" list={byAlias(site)} />,
            ports[site],
          ])}
        />
      </Card>
      {ca !== undefined && (
        <AuthorityCard ca={ca} lab={urls.lab} of={tls ? 'the sites' : 'the drop-in'} />
      )}
      <Card title="Your service provider" id="service-provider">
        <Table
          caption="Addresses for a service provider"
          columns={['It runs', { title: 'It fetches metadata from', breaks: true }, 'Sign-in at']}
          rows={situations(known, byAlias('idp')).map(({ where, metadata }) => [
            where,
            metadata,
            <code key="url">{urls.idp}</code>,
          ])}
        />
        <p class="hint">
          A request for another host is answered with 421: start samlab with <code>--alias</code>{' '}
          and that name. <code>docs/addresses.md</code> explains all options.
        </p>
        <div class="actions">
          <LinkButton href="/" appearance="subtle">
            Lab home
          </LinkButton>
        </div>
      </Card>
    </Page>
  );
}

function situations({ urls, ports, host, tls }: KnownAddresses, aliases: readonly string[]) {
  const local = `${tls ? 'https' : 'http'}://localhost:${ports.idp}`;
  const isShared = ports.idp === ports.lab; // the host name tells the sites apart
  const isForOthers = !/(?:^|\.)localhost$/.test(new URL(urls.idp).hostname);
  const notYet = (
    <>
      Nowhere yet: give the sites public URLs, with <code>--idp-public-url</code> and so on
    </>
  );
  const elsewhere =
    host === undefined ? (
      <>
        Nowhere yet: start samlab with <code>--host 0.0.0.0 --expose</code>
      </>
    ) : (
      <Addresses
        list={aliases}
        none={
          <>
            A name that you give with <code>--alias</code>, such as{' '}
            <code>host.docker.internal</code>
          </>
        }
      />
    );
  return [
    {
      where: 'on this machine',
      metadata: <Addresses list={isShared ? [urls.idp] : [...new Set([urls.idp, local])]} />,
    },
    { where: 'in a container', metadata: elsewhere },
    { where: 'on another machine', metadata: isForOthers ? <code>{urls.idp}</code> : notYet },
  ];
}

function Addresses({ list, none = 'None' }: { list: readonly string[]; none?: ComponentChildren }) {
  if (list.length === 0) return <>{none}</>;
  return (
    <>
      {list.map((address, n) => (
        <span key={address}>
          {n > 0 && ' or '}
          <code>{address}</code>
        </span>
      ))}
    </>
  );
}
