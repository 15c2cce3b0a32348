import { MessageBar } from '../../web/components/surfaces.tsx';
import type { SiteUrls } from '../endpoints.ts';

interface RealNamesProps extends Pick<SiteUrls, 'idp' | 'sp'> {
  /** Where programs on this machine reach the identity provider. */
  local: string;
}

/** A person who opens this page elsewhere would follow its links, with the passwords of this lab, to the real sites. */
export function RealNamesBar({ idp, sp, local }: RealNamesProps) {
  return (
    <MessageBar tone="warning" title="Real names, in one browser only" id="realNames">
      {new URL(idp).host} and {new URL(sp).host} lead to this lab only in the browser that samlab
      opened. In any other browser, the links of this page lead to Microsoft and Peakon. Programs on
      this machine fetch metadata from {local}.
    </MessageBar>
  );
}
