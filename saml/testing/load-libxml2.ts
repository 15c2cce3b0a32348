import { loadLibxml2 } from '../libxml2.ts';

await loadLibxml2();
