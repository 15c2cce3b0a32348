import { Command } from 'commander';
import { keepHeapSmall } from '../start/small-heap.ts';
import { type BrowserArguments, readBrowserOptions } from './options.ts';

/** `samlab browser`: a lab at the names of Microsoft and Peakon, and a browser for it, until either ends. */
export function browserCommand(): Command {
  return (
    new Command('browser')
      .description(
        'open the lab at https://login.microsoftonline.com and https://app.peakon.com, in a separate Chromium that reaches nothing else',
      )
      .argument('[url]', 'page to open first (default: the lab home)')
      .option('--data <folder>', 'folder for databases and keys (default: .samlab)')
      .option('--memory', 'keep everything in memory; write no files')
      .option('--fresh', 'delete the lab in the data folder and create a new one')
      .option(
        '--empty',
        'create a lab for the tutorial: two administrators, no users, no application (default: the finished tutorial)',
      )
      .option('--config <file>', 'settings of the lab, as for "samlab start"')
      .option('--port <number>', 'port of the lab home (default: any free port)')
      .option(
        '--idp-port <number>',
        'port on which programs reach the identity provider (default: any free port)',
      )
      .option(
        '--sp-port <number>',
        'port on which programs reach the service provider (default: any free port)',
      )
      .option(
        '--headless',
        'without a window, for a program that drives the browser by the DevTools protocol',
      )
      // Both are faults, which readBrowserOptions reports together with all others.
      .allowUnknownOption()
      .allowExcessArguments()
      .action(async (_url: string | undefined, given: BrowserArguments, command: Command) => {
        const options = readBrowserOptions(given, command.args);
        keepHeapSmall();
        const { runBrowser } = await import('./run-browser.ts');
        await runBrowser(options);
      })
  );
}
