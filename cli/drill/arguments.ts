/** As commander returns them: text as typed, absent when not given. */
export interface DrillArguments {
  spMetadata?: string;
  loginUrl?: string;
  whoami?: string;
  success?: string;
  nameId?: string;
  unsolicited?: boolean;
  config?: string;
  browser?: boolean;
  targetIsMine?: boolean;
  data?: string;
  application?: string;
  ca?: string;
  lab?: string;
  user?: string;
  upload?: string;
  wait?: string;
  report?: string;
}
