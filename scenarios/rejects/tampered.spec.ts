import { rejects } from '../harness/rejects.ts';

rejects('a Response whose NameID was changed in transit', {
  change: (xml) => xml.replace(/(<NameID[^>]*>)[^<]*/, '$1admin@contoso.com'),
  because: 'signature',
});
