import { Command } from 'commander';
import { allCaseIds } from '../../catalogue/index.ts';

/** As commander hands them over: text as typed, absent when not given. */
export interface CheckArguments {
  spMetadata?: string;
  loginUrl?: string;
  whoami?: string;
  success?: string;
  nameId?: string;
  unsolicited?: boolean;
  config?: string;
  group?: string;
  case?: string;
  baseline?: string;
  report?: string;
  concurrency?: string;
  browser?: boolean;
  targetIsMine?: boolean;
  allowLoad?: boolean;
  data?: string;
  offers?: string;
  printIdpMetadata?: boolean | string;
  serve?: boolean;
}

/** Every option of `samlab check`. */
export function checkArguments(): Command {
  return (
    new Command('check')
      .description(
        `play ${allCaseIds.length} good and hostile sign-ins against a service provider: one's own`,
      )
      .option(
        '--sp-metadata <url|file>',
        "metadata of the service provider (default: samlab's own)",
      )
      .option('--login-url <url>', 'where it starts a sign-in')
      .option('--whoami <url>', 'where it says who is signed in')
      .option(
        '--success <rule>',
        'how to read that: status[:200], a /json/pointer, or a text (default: the NameID is in it)',
      )
      .option('--name-id <value>', 'a person it knows (default: B.Simon@contoso.com)')
      .option('--unsolicited', 'it never starts a sign-in: IdP-initiated only')
      .option('--config <file>', 'settings file (default: samlab-check.yaml, if there is one)')
      .option('--group <names>', 'only these groups, as in xsw,sig')
      .option('--case <ids>', 'only these cases, as in xsw3,sig-stripped')
      .option('--baseline <file>', 'known failures: a list of id, reason, owner, expires')
      .option('--report <files>', 'as in junit:check.xml,html:check.html; also json: and sarif:')
      .option(
        '--concurrency <number>',
        "sign-ins at a time (default: 4, or 8 for samlab's own over HTTP)",
      )
      .option('--browser', 'in Chromium, by Playwright, instead of by an HTTP client')
      .option('--target-is-mine', 'allow a service provider that is not on this machine')
      .option('--allow-load', 'play denial-of-service cases too')
      .option(
        '--data <folder>',
        'where the keys are that the service provider trusts (default: .samlab)',
      )
      .option(
        '--offers <needs>',
        'what it was set up for: second-signing-key, ec-signing-key, second-idp, unsolicited-allowed, unsolicited-refused',
      )
      .option(
        '--print-idp-metadata [which]',
        'print what the service provider must trust, and end; all-keys: with two more keys; second: a second identity provider',
      )
      .option('--serve', 'serve that over HTTP until Ctrl-C')
      // Both are faults, reported by readCheckOptions together with all others.
      .allowUnknownOption()
      .allowExcessArguments()
  );
}
