import { rejects } from '../harness/rejects.ts';

rejects('a Response whose NameID was changed on its way', {
  change: (xml) => xml.replace(/(<NameID[^>]*>)[^<]*/, '$1admin@contoso.com'),
  because: 'signature',
});
