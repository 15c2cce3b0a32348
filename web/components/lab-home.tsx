import { createContext, type VNode } from 'preact';
import { useContext } from 'preact/hooks';
import { Icon } from './icons.tsx';

const LabHome = createContext<string | undefined>(undefined);

/** A page of a site that runs in a lab: its header links to the lab home, whose address has no trailing slash. */
export const inLab = (page: VNode, labHome: string): VNode => (
  <LabHome.Provider value={labHome}>{page}</LabHome.Provider>
);

/** The way back to the lab home; nothing where the site runs alone. */
export function LabLink() {
  const labHome = useContext(LabHome);
  if (labHome === undefined) return null;
  return (
    <a class="lab-link" href={`${labHome}/`}>
      <Icon name="home" />
      Lab home
    </a>
  );
}
